/**
 * The sections of the side panel, in the order of its buttons. See also `SECTION_BUTTONS` in
 * `entrypoints/popup/app.tsx`: those that the popup offers.
 */
export const PANEL_SECTIONS = ['systems', 'setup', 'troubles', 'check', 'handling', 'contact'] as const;

export type PanelSection = (typeof PANEL_SECTIONS)[number];

/** Checks a value of unknown origin; `undefined` if it names no section. */
export function parsePanelSection(value: unknown): PanelSection | undefined {
  return PANEL_SECTIONS.find((section) => section === value);
}
