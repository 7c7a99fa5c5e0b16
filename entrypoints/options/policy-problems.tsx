import { text } from '@/utils/i18n/text.ts';
import type { Problem } from '@/utils/settings/policy.ts';

/** The values of the policy that the extension ignores, and why; empty without problems. */
export function PolicyProblems({ problems }: { problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <section class="notice" data-notice="policy" aria-labelledby="policy-problems">
      <h2 id="policy-problems">{text('policy.problems')}</h2>
      <p>{text('policy.problemsNote')}</p>
      <ul>
        {problems.map(({ path, reason }) => (
          <li key={`${path} ${reason}`}>
            <code>{path || text('policy.all')}</code> {text(`policy.reason.${reason}`)}
          </li>
        ))}
      </ul>
    </section>
  );
}
