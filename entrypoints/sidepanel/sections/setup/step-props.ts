import type { Facts } from '@/utils/catalog/facts.ts';
import type { SetupProgress } from '@/utils/run/setup-progress.ts';
import type { Settings } from '@/utils/settings/settings-schema.ts';
import type { SectionProps } from '../../section-props.ts';

/** The props of the body of a setup step. */
export interface StepProps {
  facts: Facts;
  mySystems: Settings['mySystems'];
  /** The policy sets `mySystems`. */
  isLocked: boolean;
  source: SetupProgress['source'];
  /** Whether the chosen systems need a certificate; `undefined`: no system is chosen. */
  need: boolean | undefined;
  openSection: SectionProps['openSection'];
  chooseSystems: (systems: Settings['mySystems']) => void;
  chooseSource: (source: NonNullable<SetupProgress['source']>) => void;
  /** Ticks the step by hand. */
  finish: () => void;
}
