import { defineWxtModule } from 'wxt/modules';

/** Bundles the code that surfaces share into one chunk, not one per combination: a popup needs 2 to 4 ms per file. */
export default defineWxtModule((wxt) => {
  wxt.hook('vite:build:extendConfig', (entrypoints, config) => {
    const output = config.build?.rolldownOptions?.output;
    if (!entrypoints.some(({ type }) => type === 'popup') || !output || Array.isArray(output)) return;
    // The popup has no form.
    const test = (id: string) => !id.includes('/form-controls.');
    output.codeSplitting = { groups: [{ name: 'shared', minShareCount: 2, test }] };
  });
});
