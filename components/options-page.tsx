import { useEffect, useState } from 'preact/hooks';
import { changeSettings, type Settings, watchSettings } from '@/utils/settings/settings.ts';
import { text } from '@/utils/text.ts';

/** The options page: every switch takes effect at once, and says so. */
export function OptionsPage({ first }: { first: Settings }) {
  const [settings, setSettings] = useState(first);
  const [saved, setSaved] = useState<boolean>();
  useEffect(() => watchSettings(setSettings), []);
  const change = (part: Partial<Settings>) => {
    // Emptied first, so that saving again is told again.
    setSaved(undefined);
    changeSettings(part).then(
      () => setSaved(true),
      () => setSaved(false),
    );
  };
  return (
    <main>
      <header>
        <img src="/icons/32.png" alt="" width="20" height="20" />
        <h1>{text('options.title')}</h1>
      </header>
      <fieldset>
        <legend>{text('options.warnings')}</legend>
        <Switch name="openPopup" settings={settings} onChange={change} />
        <p class="note">{text('options.openPopupNote')}</p>
        <Switch name="showBanner" settings={settings} onChange={change} />
      </fieldset>
      <fieldset>
        <legend>{text('options.checks')}</legend>
        <Switch name="useProbes" settings={settings} onChange={change} />
        <p class="note">{text('options.useProbesNote')}</p>
      </fieldset>
      <p role="status">{saved !== undefined && text(saved ? 'options.saved' : 'options.notSaved')}</p>
    </main>
  );
}

interface SwitchProps {
  name: 'openPopup' | 'showBanner' | 'useProbes';
  settings: Settings;
  onChange: (part: Partial<Settings>) => void;
}

function Switch({ name, settings, onChange }: SwitchProps) {
  return (
    <label class="switch">
      <input
        type="checkbox"
        name={name}
        checked={settings[name]}
        onChange={(event) => onChange({ [name]: event.currentTarget.checked })}
      />
      <span>{text(`options.${name}`)}</span>
    </label>
  );
}
