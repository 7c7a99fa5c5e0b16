import { createContext } from 'preact';
import { useContext, useState } from 'preact/hooks';
import type { SymptomId } from '@/utils/catalog/symptoms.ts';
import type { Recipient } from '@/utils/diagnosis/causes.ts';
import type { PanelSection } from '@/utils/panel-sections.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';
import type { SetupStep } from '@/utils/run/setup-progress.ts';

/** What a user has done on a surface, beyond what is stored anyway. All of it is JSON. */
export interface KeptValues {
  section: PanelSection;
  /** Time of the last section request that the panel has opened; ms since the epoch. */
  lastRequestAt: number;
  /** How far the page is scrolled, in px. */
  scroll: number;
  /** The evidence on the card is unfolded. */
  isEvidenceOpen: boolean;
  query: string;
  /** Symptoms that the user has unfolded or folded. */
  symptoms: Partial<Record<SymptomId, boolean>>;
  /** The step of the setup that the user has unfolded; `""`: none. */
  setupStep: SetupStep | '';
  isResetAsked: boolean;
  check: CheckResult;
  /** When the self-check under way began; ms since the epoch. `0`: none. */
  checkingSince: number;
  report: { content: string; recipient: Recipient };
}

/** Keeps values for the next start of the surface's page. */
export interface Keeper {
  read<Name extends keyof KeptValues>(name: Name): KeptValues[Name] | undefined;
  write<Name extends keyof KeptValues>(name: Name, value: KeptValues[Name] | undefined): void;
}

/** The keeper of this surface. None: values live as long as the page, as in the popup, which is for a moment. */
export const KeeperContext = createContext<Keeper | undefined>(undefined);

type Kept<Name extends keyof KeptValues> = [
  KeptValues[Name] | undefined,
  (value: KeptValues[Name] | undefined) => void,
];

/** Like `useState`, but the value comes back if the browser starts the page again. */
export function useKept<Name extends keyof KeptValues>(name: Name): Kept<Name> {
  const keeper = useContext(KeeperContext);
  const [value, setValue] = useState(() => keeper?.read(name));
  const change = (next: KeptValues[Name] | undefined) => {
    // A function would be called.
    setValue(() => next);
    keeper?.write(name, next);
  };
  return [value, change];
}
