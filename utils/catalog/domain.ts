/** The addresses the extension works on; the same as the manifest's host permissions. */
export const SITES = ['https://*.mamoris-net.jp/*', 'http://*.mamoris-net.jp/*'];
