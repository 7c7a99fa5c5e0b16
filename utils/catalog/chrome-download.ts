/** M32: the download page of Google Chrome. */
export const CHROME_DOWNLOAD = 'https://www.google.co.jp/chrome/';
