/** The texts of banners in pages. The worker writes them: a content script can read neither locale files nor policy. */
import type { Facts, Renewal } from '../catalog/facts.ts';
import { serviceState } from '../catalog/schedule.ts';
import { NO_SYSTEM } from '../catalog/systems.ts';
import { type Attempt, systemOfAttempt } from '../diagnosis/attempt.ts';
import { CAUSES, type Cause } from '../diagnosis/causes.ts';
import { trueTime } from '../diagnosis/clock.ts';
import type { PanelSection } from '../panel-sections.ts';
import { choiceText, failureTitle, RESTART_ADDRESS, rightAddress, stepsFor, stepText } from './advice.ts';
import { dateName } from './format.ts';
import { language, text } from './text.ts';

export interface BannerText {
  /** A value for `lang`. */
  language: string;
  /** For screen readers. */
  label: string;
  title: string;
  words: string;
  close: string;
  link?: { label: string; address: string };
  panelButton?: PanelButtonText;
}

/** A button that opens a section of the side panel. */
export interface PanelButtonText {
  section: PanelSection;
  label: string;
  /** Shown after a click if the browser refuses to open the panel. */
  otherWay: string;
}

/** The diagnosis of a page and its first step. `now`: ms since the epoch, by the PC's clock. */
export function diagnosisBanner(cause: Cause, attempt: Attempt, facts: Facts, now: number): BannerText {
  const isOpen = serviceState(trueTime(now, attempt.clockOffset), facts).open;
  const title = failureTitle(cause, attempt, isOpen);
  if (cause !== 'wrong-address')
    return withPanelButton(title, firstStep(cause, attempt, isOpen, facts, now), CAUSES[cause].section);
  const { words, ...link } = rightAddress(attempt.address, facts);
  return { ...banner(title, words), link };
}

/** The reminder of closing time. The page replaces `{minutes}` in the title. */
export function closingBanner(): BannerText {
  return banner(text('closing.left'), text('closing.save'));
}

/** The reminder of a renewal of certificates. */
export function renewalBanner({ at, note }: Renewal): BannerText {
  return withPanelButton(text('renewal.ahead', { date: dateName(at) }), note ?? text('renewal.next'), 'setup');
}

function banner(title: string, words: string): BannerText {
  return { language: language(), label: text('extension.name'), title, words, close: text('banner.close') };
}

function withPanelButton(title: string, words: string, section: PanelSection): BannerText {
  const panelButton = { section, label: text('banner.panel'), otherWay: text('banner.more') };
  return { ...banner(title, words), panelButton };
}

/** The first step of the advice, or the first two roads, for a banner without the steps' buttons. */
function firstStep(cause: Cause, attempt: Attempt, isOpen: boolean, facts: Facts, now: number): string {
  const steps = stepsFor(cause, attempt, isOpen);
  const system = systemOfAttempt(attempt, facts)?.id ?? NO_SYSTEM;
  const first = steps[0]?.road ? steps.slice(0, 2) : steps.slice(0, 1);
  return first
    .map((step) => {
      const restart = () =>
        text('restart.typed', { address: RESTART_ADDRESS, choice: choiceText(system, facts, cause) });
      const words = step.action === 'copyRestart' ? restart().trim() : stepText(step, cause, facts, now);
      return step.road ? text('banner.road', { road: text(step.road), step: words }) : words;
    })
    .join('\n');
}
