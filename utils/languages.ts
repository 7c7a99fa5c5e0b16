/**
 * The languages of the texts, one file in `locales/` each; `auto`: that of the browser. See also
 * `CERTIFICATE_ERROR_TITLES` in `utils/run/missed.ts` and `utils/catalog/symptom-words.ts`: words of browsers.
 */
export const LANGUAGES = ['auto', 'ja', 'en'] as const;
