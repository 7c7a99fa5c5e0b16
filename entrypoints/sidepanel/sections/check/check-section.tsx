import './self-check.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { CAUSES, type Cause } from '@/utils/diagnosis/causes.ts';
import { RESTART_ADDRESS, stepsFor } from '@/utils/i18n/advice.ts';
import { clockTime, pcClock } from '@/utils/i18n/format.ts';
import { text } from '@/utils/i18n/text.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import { summarize, type Verdict } from '@/utils/run/judge.ts';
import { type CheckProgress, type CheckResult, runSelfCheck } from '@/utils/run/self-check.ts';
import type { SectionProps } from '../../panel.tsx';
import { EnvironmentCheck } from './environment-check.tsx';
import { keepCheck, lastCheck, verdictLabel, verdictWords } from './verdict-text.ts';

type Stage = 'idle' | 'off' | CheckProgress | CheckResult;

/** The self-check: one click, and a verdict on every layer from the network to the systems. */
export function CheckSection({ status, go }: SectionProps) {
  const [stage, setStage] = useState<Stage>(lastCheck() ?? 'idle');
  const running = useRef<AbortController | null>(null);
  // Whoever leaves half-way wants to hear no more of it.
  useEffect(() => () => running.current?.abort(), []);
  const isRunning = typeof stage === 'object' && 'of' in stage;
  const start = async () => {
    if (isRunning) return;
    const check = new AbortController();
    running.current = check;
    setStage({ done: 0, of: 0 });
    const result = await runSelfCheck(setStage, check.signal);
    if (check.signal.aborted) return;
    if (result) keepCheck(result);
    setStage(result ?? 'off');
  };
  const result = typeof stage === 'object' && 'at' in stage ? stage : undefined;
  const summary = result && summarize(result.verdicts);
  return (
    <>
      <h2>{text('place.check')}</h2>
      <section class="place self-check" data-check={summary?.state ?? (isRunning ? 'running' : stage)}>
        <p class="note">{text('check.lead')}</p>
        <p>
          <button type="button" class="main" aria-disabled={isRunning} onClick={() => void start()}>
            {text(result ? 'check.again' : 'check.start')}
          </button>
        </p>
        <p role="status">
          {isRunning && text('check.progress', { ...stage })}
          {stage === 'off' && text('check.off')}
          {summary && <b>{overall(summary)}</b>}
          {result && <span class="note"> {text('check.at', { time: clockTime(result.at) })}</span>}
        </p>
        {isRunning && <progress max={stage.of || 1} value={stage.done} aria-label={text('check.start')} />}
        {stage === 'off' && (
          <p>
            <button type="button" onClick={() => void browser.runtime.openOptionsPage()}>
              {text('check.openOptions')}
            </button>
          </p>
        )}
        {result && <Verdicts result={result} go={go} />}
      </section>
      <EnvironmentCheck run={status.run} now={status.now} />
    </>
  );
}

function overall({ state, first }: ReturnType<typeof summarize>): string {
  if (first) return text('check.overall.bad', { layer: verdictLabel(first) });
  return text(state === 'unknown' ? 'check.overall.unknown' : 'check.overall.good');
}

interface VerdictsProps {
  result: CheckResult;
  go: (place: PanelSection) => void;
}

function Verdicts({ result: { verdicts, clockOffset, at }, go }: VerdictsProps) {
  const tone = summarize(verdicts).state;
  // One trouble can be behind several verdicts; what to do is said once.
  const isFirst = (verdict: Verdict) =>
    verdict.state === 'bad' &&
    verdicts.find((each) => each.state === 'bad' && each.cause === verdict.cause) === verdict;
  return (
    <ul class="verdicts" aria-label={text('check.results')} data-tone={tone === 'unknown' ? 'checking' : tone}>
      {verdicts.map((verdict) => (
        <li
          key={`${verdict.layer} ${verdict.system ?? ''}`}
          data-layer={verdict.layer}
          data-system={verdict.system}
          data-state={verdict.state}
        >
          <b>{verdictLabel(verdict)}</b>
          <span class="state">{text(`check.state.${verdict.state}`)}</span>
          <p class="note">{verdictWords(verdict, clockOffset)}</p>
          {verdict.state === 'bad' && isFirst(verdict) && (
            <NextStep cause={verdict.cause} name={verdictLabel(verdict)} now={at} go={go} />
          )}
        </li>
      ))}
    </ul>
  );
}

interface NextStepProps {
  cause: Cause;
  name: string;
  now: number;
  go: (place: PanelSection) => void;
}

/** The one thing to do about it: the first step of its advice; where that is long, the part of the panel that leads through it. */
function NextStep({ cause, name, now, go }: NextStepProps) {
  const place = CAUSES[cause].section;
  const [step] = stepsFor(cause);
  const isGuided = place === 'setup' || place === 'troubles';
  const isHere = place === 'check' || place === 'systems';
  return (
    <p class="next">
      {!isGuided && step && text(step.words, { system: name, clock: pcClock(now), address: RESTART_ADDRESS })}{' '}
      {!isHere && (
        <button type="button" onClick={() => go(place)}>
          {text('check.goOn', { place: text(`place.${place}`) })}
        </button>
      )}
    </p>
  );
}
