/** M32: where Google Chrome can be had. */
export const CHROME_DOWNLOAD = 'https://www.google.co.jp/chrome/';
