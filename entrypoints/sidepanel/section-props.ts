import type { OpenSection, SurfaceState } from '@/components/hooks/use-view.ts';
import type { CheckResult } from '@/utils/run/self-check.ts';

/** The props of every section of the side panel. */
export interface SectionProps {
  state: SurfaceState;
  openSection: OpenSection;
  /** The latest self-check in this panel, which the report includes. */
  checkResult: CheckResult | undefined;
  onCheck: (result: CheckResult) => void;
}
