import { expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { welcomeUser } from '@/utils/worker/startup.ts';

test.each([
  ['install', 'normal', true],
  ['install', 'sideload', true],
  // An administrator has pinned the icon and chosen the systems.
  ['install', 'admin', false],
  ['install', 'development', false],
  ['update', 'normal', false],
  ['browser_update', 'normal', false],
])(
  'after the event "%s" of an installation of the type "%s" the welcome page opens: %s',
  async (reason, type, opens) => {
    vi.spyOn(fakeBrowser.management, 'getSelf').mockResolvedValue({ installType: type } as never);
    const create = vi.spyOn(fakeBrowser.tabs, 'create').mockResolvedValue({} as never);
    await welcomeUser(reason);
    expect(create.mock.calls).toEqual(opens ? [[{ url: '/welcome.html' }]] : []);
  },
);

test('a browser that refuses the welcome page causes no error', async () => {
  vi.spyOn(fakeBrowser.management, 'getSelf').mockRejectedValue(new Error('no'));
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await welcomeUser('install');
  expect(log).toHaveBeenCalledTimes(1);
});
