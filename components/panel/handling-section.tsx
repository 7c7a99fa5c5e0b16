import { text } from '@/utils/text.ts';
import type { SectionProps } from './panel.tsx';

export function HandlingSection(_: SectionProps) {
  return <h2>{text('place.handling')}</h2>;
}
