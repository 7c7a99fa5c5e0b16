import { Contacts } from '../contacts.tsx';
import type { SectionProps } from './panel.tsx';

export function ContactSection({ status }: SectionProps) {
  return <Contacts now={status.now} />;
}
