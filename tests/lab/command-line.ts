export interface CommandLineOptions {
  headless: boolean;
  /** Of the browser's interface. */
  language: string;
  /** `http://host:port` of a proxy for everything. */
  proxy?: string;
  /** More switches. */
  args?: readonly string[];
}

/**
 * The whole command line of a browser whose user data are in `profile` and whose names lead where `resolverRules` says. Playwright's own would switch off what users have and these tests need: the back/forward cache and the
 * upgrade from http to https, for instance.
 */
export function commandLine(profile: string, resolverRules: string, options: CommandLineOptions): string[] {
  return [
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--enable-unsafe-extension-debugging',
    '--no-sandbox',
    ...(options.headless ? ['--headless=new', '--hide-scrollbars', '--mute-audio'] : []),
    `--host-resolver-rules=${resolverRules}`,
    `--lang=${options.language}`,
    ...(options.proxy === undefined ? [] : [`--proxy-server=${options.proxy}`]),
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-sync',
    '--disable-breakpad',
    '--disable-search-engine-choice-screen',
    '--disable-field-trial-config',
    '--metrics-recording-only',
    '--password-store=basic',
    '--use-mock-keychain',
    '--force-color-profile=srgb',
    '--disable-features=NetworkTimeServiceQuerying,OptimizationHints,PreconnectToSearch,MediaRouter,msForceBrowserSignIn',
    '--enable-features=CDPScreenshotNewSurface',
    ...(options.args ?? []),
    'about:blank',
  ];
}

/** The locale of whoever runs the tests must not decide what the browser speaks. */
export function withoutLocale(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('LC_') || name === 'LANGUAGE' ? [] : [[name, value]],
    ),
  );
}
