import { text } from '@/utils/text.ts';
import type { SectionProps } from './panel.tsx';

export function TroublesSection(_: SectionProps) {
  return <h2>{text('place.troubles')}</h2>;
}
