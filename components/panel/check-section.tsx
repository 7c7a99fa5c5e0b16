import { text } from '@/utils/text.ts';
import type { SectionProps } from './panel.tsx';

export function CheckSection(_: SectionProps) {
  return <h2>{text('place.check')}</h2>;
}
