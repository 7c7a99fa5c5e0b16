import { readFile } from 'node:fs/promises';
import { PANEL_SECTIONS } from '../../utils/panel-sections.ts';
import { OTHER_SITE } from '../lab/lab.ts';
import type { Pc } from '../lab/pc.ts';
import { card, expect, test } from './pc-test.ts';
import { FAILURES, showCause } from './states.ts';

/** Records all later reports of the policy by a page: refused resources, and code made of text. */
async function recordRefusals(pc: Pc): Promise<string[]> {
  const refusals: string[] = [];
  pc.context.on('console', (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) refusals.push(message.text());
  });
  await pc.context.exposeBinding('recordRefusal', (_source, what: string) => void refusals.push(what));
  await pc.context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
      Reflect.get(window, 'recordRefusal')(`${effectiveDirective} ${blockedURI}`),
    );
  });
  return refusals;
}

test('[SEC-72] every surface works under the content security policy, which refuses none of its parts', async ({
  lab,
  startPc,
}) => {
  const pc = await startPc();
  const refusals = await recordRefusals(pc);
  for (const path of [
    'popup.html',
    ...PANEL_SECTIONS.map((place) => `sidepanel.html#${place}`),
    'options.html',
    'welcome.html',
  ]) {
    const page = await pc.openExtensionPage(path);
    await expect(page.getByRole('heading').first(), path).toBeVisible();
    await page.close();
  }
  const popup = await pc.openExtensionPage('popup.html');
  for (const cause of FAILURES) {
    await showCause(pc, cause);
    await expect(card(popup)).toHaveAttribute('data-cause', cause);
  }

  const options = await pc.openExtensionPage('options.html');
  await options.locator('[name=language][value=en]').check();
  await expect(options.locator('html')).toHaveAttribute('lang', 'en');
  const admin = await pc.openExtensionPage('options.html#admin');
  await admin.locator('[name=notice]').fill('<b>x</b>');
  const saving = admin.waitForEvent('download');
  await admin.getByRole('button', { name: '.reg' }).click();
  expect((await readFile(await (await saving).path())).length).toBeGreaterThan(100);

  // The worker asks the systems under the same policy.
  lab.clearSeen();
  const panel = await pc.openExtensionPage('sidepanel.html#check');
  await panel.locator('[data-check] button').first().click();
  await expect.poll(() => lab.seen('portal').requests.length).toBeGreaterThan(0);
  await expect(panel.locator('[data-check] [data-layer]').first()).toBeVisible();
  expect(refusals).toEqual([]);

  // Proves that the record contains a refusal.
  const load = (src: string) => void document.body.append(Object.assign(document.createElement('img'), { src }));
  await popup.evaluate(load, OTHER_SITE);
  await expect.poll(() => refusals).toContain(`img-src ${OTHER_SITE}`);
});

const TRUSTED = 'require-trusted-types-for';

test('[SEC-08] an extension page runs no code made of text, and loads nothing from other hosts', async ({ usePc }) => {
  const pc = await usePc();
  const page = await pc.openExtensionPage('popup.html');
  const outcomes = await page.evaluate(async (other) => {
    const nextRefusal = () =>
      new Promise<string>((resolve) =>
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective), {
          once: true,
        }),
      );
    Reflect.set(window, 'ran', false);
    const run = 'window.ran = true';
    const attacks: Record<string, () => void> = {
      innerHTML: () => {
        document.body.innerHTML = `<img src=x onerror="${run}">`;
      },
      'inline script': () => {
        const script = document.createElement('script');
        script.append(run);
        document.body.append(script);
      },
      'script of another host': () => {
        const script = document.createElement('script');
        script.src = `${other}x.js`;
        document.body.append(script);
      },
      'handler in an attribute': () => {
        const image = document.createElement('img');
        image.setAttribute('onerror', run);
        image.src = 'x';
        document.body.append(image);
      },
      eval: () => {
        Reflect.get(window, 'eval')(run);
      },
      'a policy of one’s own': () => {
        Reflect.get(window, 'trustedTypes').createPolicy('mine', { createHTML: (html: string) => html });
      },
      'inline style': () => {
        document.body.append(Object.assign(document.createElement('style'), { textContent: '* { color: red }' }));
      },
      'stylesheet of another host': () => {
        document.head.append(Object.assign(document.createElement('link'), { rel: 'stylesheet', href: other }));
      },
      frame: () => {
        document.body.append(Object.assign(document.createElement('iframe'), { src: other }));
      },
      'picture of another host': () => {
        document.body.append(Object.assign(document.createElement('img'), { src: `${other}x.png` }));
      },
      form: () => {
        const form = Object.assign(document.createElement('form'), { action: other });
        document.body.append(form);
        form.submit();
      },
      'base address': () => {
        document.head.append(Object.assign(document.createElement('base'), { href: other }));
      },
      fetch: () => {
        fetch(other).catch(() => {});
      },
      beacon: () => {
        navigator.sendBeacon(other, 'x');
      },
      socket: () => {
        new WebSocket(other.replace('http', 'ws'));
      },
      // The last one: the browser reports it twice.
      'module of another host': () => {
        import(/* @vite-ignore */ other).catch(() => {});
      },
    };
    const found: [string, string][] = [];
    for (const [name, attack] of Object.entries(attacks)) {
      const refusal = nextRefusal();
      try {
        attack();
      } catch {
        // Some refusals are reported, and thrown as well.
      }
      found.push([name, await refusal]);
    }
    return { found, ran: Reflect.get(window, 'ran') };
  }, OTHER_SITE);
  expect(outcomes.ran).toBe(false);
  expect(Object.fromEntries(outcomes.found)).toEqual({
    innerHTML: TRUSTED,
    'inline script': TRUSTED,
    'script of another host': TRUSTED,
    eval: TRUSTED,
    ...{
      'handler in an attribute': TRUSTED,
      'a policy of one’s own': 'trusted-types',
      'inline style': 'style-src-elem',
    },
    'module of another host': 'script-src-elem',
    'stylesheet of another host': 'style-src-elem',
    frame: 'frame-src',
    'picture of another host': 'img-src',
    form: 'form-action',
    'base address': 'base-uri',
    fetch: 'connect-src',
    beacon: 'connect-src',
    socket: 'connect-src',
  });
});

test('[SEC-09] the worker cannot send a request to another host', async ({ usePc }) => {
  const pc = await usePc();
  const [worker] = pc.context.serviceWorkers();
  expect(worker).toBeDefined();
  const refused = await worker?.evaluate(async (other) => {
    const refusal = new Promise((resolve) => {
      self.addEventListener('securitypolicyviolation', (event) =>
        resolve((event as SecurityPolicyViolationEvent).effectiveDirective),
      );
    });
    const outcome = await fetch(other).then(
      () => 'answered',
      (error) => String(error),
    );
    return { outcome, refusal: await refusal };
  }, OTHER_SITE);
  expect(refused).toEqual({ outcome: 'TypeError: Failed to fetch', refusal: 'connect-src' });
});
