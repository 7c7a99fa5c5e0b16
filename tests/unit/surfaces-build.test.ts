import { expect, test } from 'vitest';
import { styleHashes, withCodeNamed, withoutGaps, withStyleInside } from '@/utils/surfaces.build.ts';

test('a page names its code instead of loading it, the part that runs last at the end', () => {
  const code =
    '<script type="module" crossorigin src="/chunks/popup-1.js"></script><link rel="modulepreload" crossorigin href="/chunks/shared-2.js">';
  const rest = '<script async src="/ahead.js"></script><link rel="stylesheet" crossorigin href="/assets/shared-3.css">';
  expect(withCodeNamed(`<title>x</title>${code}${rest}`)).toBe(
    `<title>x</title><meta name="code" content="/chunks/shared-2.js /chunks/popup-1.js">${rest}`,
  );
});

test('between the tags of a page is nothing, and in its words all that was there', () => {
  expect(withoutGaps('<main>\n  <!-- It begins. -->\n  <p>a b</p>\n  <b>c</b> d</main>')).toBe(
    '<main><p>a b</p><b>c</b> d</main>',
  );
});

test('a page has its styles in it, and the policy their hash', () => {
  const page = withStyleInside('<link rel="stylesheet" crossorigin href="/assets/shared-3.css">', (file) =>
    file === 'assets/shared-3.css' ? 'p{margin:0}\n' : '',
  );
  expect(page).toBe('<style>p{margin:0}</style>');
  // printf 'p{margin:0}' | openssl dgst -sha256 -binary | base64
  expect([...styleHashes]).toEqual(["'sha256-QRQPRLGyxt3RJiKpYNjpkgHcmHU2PywsfL2e8oI0LQA='"]);
});
