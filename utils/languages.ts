/** The languages of the texts, one file in `locales/` each; `auto`: that of the browser. */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;
