import { defineWxtModule } from 'wxt/modules';

/** Minifies the locale files: the browser parses all of them before it can show the first text. */
export default defineWxtModule((wxt) => {
  wxt.hook('build:publicAssets', (_wxt, files) => {
    for (const file of files.filter(({ relativeDest }) => relativeDest.startsWith('_locales'))) {
      if ('contents' in file) file.contents = JSON.stringify(JSON.parse(file.contents));
    }
  });
});
