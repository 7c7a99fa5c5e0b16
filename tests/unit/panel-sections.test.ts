import { expect, test } from 'vitest';
import { PANEL_SECTIONS, parsePanelSection } from '@/utils/panel-sections.ts';

test.each(PANEL_SECTIONS)('parsePanelSection accepts the section %s', (section) => {
  expect(parsePanelSection(section)).toBe(section);
});

test.each([undefined, null, 7, '', 'Setup', 'constructor', {}])('parsePanelSection rejects %o', (value) => {
  expect(parsePanelSection(value)).toBeUndefined();
});
