import './check.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { Button } from '@/components/buttons.tsx';
import { useKept } from '@/components/hooks/use-kept.ts';
import type { SurfaceProps } from '@/components/hooks/use-view.ts';
import { clockTime } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import { type CheckProgress, runSelfCheck } from '@/utils/run/self-check.ts';
import { summarize } from '@/utils/run/self-check-verdicts.ts';
import { SECOND } from '@/utils/time.ts';
import { EnvironmentCheck } from './environment-check.tsx';
import { VerdictList, verdictSummary } from './verdict-list.tsx';

/** A check that began at most this long ago (ms) goes on after a new start of the page. */
const RESUME_TIME = 30 * SECOND;

/** The self-check: one click, and a verdict on every layer from the network to the systems. */
export function CheckSection({ state: { view }, openSection }: SurfaceProps) {
  // `off`: the settings forbid checks.
  const [stage, setStage] = useState<'idle' | 'off' | CheckProgress>('idle');
  const running = useRef<AbortController | null>(null);
  const [lastResult, setLastResult] = useKept('check');
  const [checkingSince = 0, setCheckingSince] = useKept('checkingSince');
  useEffect(() => {
    // The browser has started the page again in the middle of a check.
    if (Math.abs(Date.now() - checkingSince) < RESUME_TIME) void start();
    return () => {
      running.current?.abort();
      setCheckingSince(undefined);
    };
  }, []);
  const progress = typeof stage === 'object' ? stage : undefined;
  const start = async () => {
    if (progress) return;
    const check = new AbortController();
    running.current = check;
    setCheckingSince(Date.now());
    setStage({ done: 0, of: 0 });
    const result = await runSelfCheck(setStage, check.signal);
    if (check.signal.aborted) return;
    setCheckingSince(undefined);
    if (result) setLastResult(result);
    setStage(result ? 'idle' : 'off');
  };
  const result = stage === 'idle' ? lastResult : undefined;
  const summary = result && summarize(result.verdicts);
  return (
    <>
      <h2>{text('section.check')}</h2>
      <section class="section self-check" data-check={progress ? 'running' : (summary?.state ?? stage)}>
        <p class="note">{text('check.lead')}</p>
        <p>
          <Button
            label={text(result ? 'check.again' : 'check.start')}
            class="main"
            aria-disabled={progress !== undefined}
            onClick={() => void start()}
          />
        </p>
        <p role="status">
          {progress && text('check.progress', { ...progress })}
          {stage === 'off' && text('check.off')}
          {summary && <b>{verdictSummary(summary, view.facts)}</b>}
          {result && <span class="note"> {text('check.at', { time: clockTime(result.at) })}</span>}
        </p>
        {progress && <progress max={progress.of || 1} value={progress.done} aria-label={text('check.start')} />}
        {stage === 'off' && (
          <p>
            <Button label={text('check.openOptions')} onClick={() => void browser.runtime.openOptionsPage()} />
          </p>
        )}
        {result && <VerdictList result={result} facts={view.facts} openSection={openSection} />}
      </section>
      <EnvironmentCheck view={view} />
    </>
  );
}
