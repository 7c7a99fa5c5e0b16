import { useState } from 'preact/hooks';
import { Link } from '@/components/buttons.tsx';
import { Check, ChoiceGroup, Group, type Option, systemOptions, type ValueOf } from '@/components/form-controls.tsx';
import { useConfig } from '@/components/hooks/use-config.ts';
import { TitleBar } from '@/components/title-bar.tsx';
import { listedSystems } from '@/utils/catalog/facts.ts';
import { text } from '@/utils/i18n/text.ts';
import { LANGUAGES } from '@/utils/languages.ts';
import type { Config } from '@/utils/settings/config.ts';
import { CLOSING_MINUTES, type SettingOf, type Settings } from '@/utils/settings/settings-schema.ts';
import { PolicyProblems } from './policy-problems.tsx';
import '@/components/styles/form-surface.css';

/** The options page: every change takes effect at once, and the page confirms it. */
export function OptionsPage({ first }: { first: Config }) {
  const [{ settings, facts, locked, problems }, changeSettings] = useConfig(first);
  const [isSaved, setSaved] = useState<boolean>();
  const change = (part: Partial<Settings>) => {
    // An empty status first, so that screen readers announce it again.
    setSaved(undefined);
    changeSettings(part).then(
      () => setSaved(true),
      () => setSaved(false),
    );
  };
  const props = { settings, locked, change };
  const systems = systemOptions(listedSystems(facts));
  const times = CLOSING_MINUTES.map((minutes) => [minutes, text('options.closingMinutesBefore', { minutes })] as const);
  const languages = LANGUAGES.map((language) => [language, text(`language.${language}`)] as const);
  return (
    <main>
      <TitleBar title={text('options.title')} />
      <PolicyProblems problems={problems} />
      <ChoiceOfSetting name="mySystems" hint={text('options.mySystemsNote')} isWide options={systems} {...props} />
      <Group title={text('options.warnings')}>
        <Switch name="openPopup" hint={text('options.openPopupNote')} {...props} />
        <Switch name="showBanner" {...props} />
      </Group>
      <ChoiceOfSetting name="closingMinutes" hint={text('options.closingMinutesNote')} options={times} {...props} />
      <Group title={text('options.checks')}>
        <Switch name="useProbes" hint={text('options.useProbesNote')} {...props} />
      </Group>
      <ChoiceOfSetting name="language" options={languages} {...props} />
      <p>
        <a href="/welcome.html">{text('welcome.title')}</a>
      </p>
      <p>
        <a href="#admin">{text('admin.title')}</a>
      </p>
      <p>
        <Link address="/licenses.txt">{text('options.licenses')}</Link>
      </p>
      <p role="status">{isSaved !== undefined && text(isSaved ? 'options.saved' : 'options.notSaved')}</p>
    </main>
  );
}

interface SettingProps<Name extends keyof Settings> extends Pick<Config, 'settings' | 'locked'> {
  name: Name;
  hint?: string;
  change: (part: Partial<Settings>) => void;
}

/** A setting that is on or off. */
function Switch({ name, hint, settings, locked, change }: SettingProps<SettingOf<boolean>>) {
  return (
    <div>
      <Check
        name={name}
        label={text(`config.${name}`)}
        checked={settings[name]}
        disabled={locked.has(name)}
        onChange={(isOn) => change({ [name]: isOn })}
      />
      {locked.has(name) && <p class="managed">{text('options.managed')}</p>}
      {hint && <p class="note">{hint}</p>}
    </div>
  );
}

interface ChoiceProps<Name extends keyof Settings> extends SettingProps<Name> {
  options: readonly Option<ValueOf<Settings[Name]>>[];
  isWide?: boolean;
}

/** A group for one setting. */
function ChoiceOfSetting<Name extends 'mySystems' | 'closingMinutes' | 'language'>(props: ChoiceProps<Name>) {
  const { name, settings, locked, change, ...choices } = props;
  return (
    <ChoiceGroup
      {...choices}
      name={name}
      title={text(`config.${name}`)}
      chosen={settings[name]}
      isLocked={locked.has(name)}
      onChange={(chosen) => change({ [name]: chosen })}
    />
  );
}
