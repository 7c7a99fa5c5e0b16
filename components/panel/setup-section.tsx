import { text } from '@/utils/text.ts';
import type { SectionProps } from './panel.tsx';

export function SetupSection(_: SectionProps) {
  return <h2>{text('place.setup')}</h2>;
}
