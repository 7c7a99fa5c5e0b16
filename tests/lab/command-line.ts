export interface CommandLineOptions {
  headless: boolean;
  /** Language of the browser's interface. */
  language: string;
  /** `http://host:port` of a proxy for everything. */
  proxy?: string;
  /** More switches. */
  args?: readonly string[];
  /** Whether the profile has an extension. */
  hasInstalledExtension?: boolean;
  /** Whether the profile has pages to open. Otherwise the browser opens an empty one. */
  hasStartPages?: boolean;
}

/**
 * The whole command line of a browser. Playwright's own switches would disable features that these tests need. Examples
 * are the back/forward cache and the upgrade from http to https.
 * @param profile folder of the user data
 * @param resolverRules value of `--host-resolver-rules`
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
    // It would also remove packed extensions of the profile.
    ...(options.hasInstalledExtension ? [] : ['--disable-default-apps']),
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
    ...(options.hasStartPages ? [] : ['about:blank']),
  ];
}

/** Removes the locale of this process, which must not decide the browser's language. */
export function withoutLocale(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value === undefined || name.startsWith('LC_') || name === 'LANGUAGE' ? [] : [[name, value]],
    ),
  );
}
