import { expect, test } from 'vitest';
import { withCodeNamed } from '@/utils/surfaces.build.ts';

test('a page names its code instead of loading it, the part that runs last at the end', () => {
  const page = `<head>
    <title>x</title>
    <script async src="/ahead.js"></script>
    <script type="module" crossorigin src="/chunks/popup-1.js"></script>
    <link rel="modulepreload" crossorigin href="/chunks/shared-2.js">
    <link rel="stylesheet" crossorigin href="/assets/shared-3.css">
  </head>`;
  expect(withCodeNamed(page)).toBe(`<head>
    <title>x</title>
    <meta name="code" content="/chunks/shared-2.js /chunks/popup-1.js">
    <script async src="/ahead.js"></script>
    <link rel="stylesheet" crossorigin href="/assets/shared-3.css">
  </head>`);
});
