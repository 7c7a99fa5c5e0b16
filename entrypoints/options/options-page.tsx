import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Logo } from '@/components/logo.tsx';
import { listedSystems } from '@/utils/catalog/facts.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { text } from '@/utils/i18n/text.ts';
import type { Problem } from '@/utils/settings/policy.ts';
import { CLOSING_MINUTES, LANGUAGES, type Settings } from '@/utils/settings/settings.ts';
import './options.css';
import { useSettings } from '@/components/hooks/use-settings.ts';
import { PolicyProblems } from '@/components/policy-problems.tsx';

interface Props {
  /** The names of the settings that the administrator has set. */
  locked: ReadonlySet<string>;
  /** What of the administrator's settings is not used. */
  problems: readonly Problem[];
}

/** The options page: every switch takes effect at once, and says so. */
export function OptionsPage({ locked, problems }: Props) {
  const [settings, changeSettings] = useSettings();
  const [saved, setSaved] = useState<boolean>();
  const change = (part: Partial<Settings>) => {
    // Emptied first, so that saving again is told again.
    setSaved(undefined);
    changeSettings(part).then(
      () => setSaved(true),
      () => setSaved(false),
    );
  };
  const each = { settings, locked, change };
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('options.title')}</h1>
      </header>
      <PolicyProblems problems={problems} />
      <Group name="mySystems" note={text('options.mySystemsNote')} locked={locked}>
        <div class="choices">
          {listedSystems().map((system) => (
            <Member key={system.id} name="mySystems" value={system.id} label={nameOf(system)} {...each} />
          ))}
        </div>
      </Group>
      <Group name="warnings" locked={locked}>
        <Switch name="openPopup" note={text('options.openPopupNote')} {...each} />
        <Switch name="showBanner" {...each} />
      </Group>
      <Group name="closingMinutes" note={text('options.closingMinutesNote')} locked={locked}>
        <div class="choices short">
          {CLOSING_MINUTES.map((minutes) => (
            <Member
              key={minutes}
              name="closingMinutes"
              value={minutes}
              label={text('options.closingMinutesBefore', { minutes })}
              {...each}
            />
          ))}
        </div>
      </Group>
      <Group name="checks" locked={locked}>
        <Switch name="useProbes" note={text('options.useProbesNote')} {...each} />
      </Group>
      <Group name="language" locked={locked}>
        <div class="choices short">
          {LANGUAGES.map((language) => (
            <label key={language} class="switch">
              <input
                type="radio"
                name="language"
                value={language}
                checked={settings.language === language}
                disabled={locked.has('language')}
                onChange={() => change({ language })}
              />
              <span>{text(`language.${language}`)}</span>
            </label>
          ))}
        </div>
      </Group>
      <p>
        <a href="#admin">{text('admin.title')}</a>
      </p>
      <p>
        <a href="/licenses.txt" target="_blank" rel="noreferrer">
          {text('options.licenses')}
        </a>
      </p>
      <p role="status">{saved !== undefined && text(saved ? 'options.saved' : 'options.notSaved')}</p>
    </main>
  );
}

interface GroupProps extends Pick<Props, 'locked'> {
  /** Of its heading, and, where it is about one setting only, of that. */
  name: 'mySystems' | 'warnings' | 'closingMinutes' | 'checks' | 'language';
  note?: string;
  children: ComponentChildren;
}

function Group({ name, note, locked, children }: GroupProps) {
  return (
    <fieldset>
      <legend>{text(`options.${name}`)}</legend>
      <div>
        {locked.has(name) && <p class="managed">{text('options.managed')}</p>}
        {children}
        {note && <p class="note">{note}</p>}
      </div>
    </fieldset>
  );
}

interface SwitchProps extends Pick<Props, 'locked'> {
  name: 'openPopup' | 'showBanner' | 'useProbes';
  note?: string;
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/** A setting that is on or off. */
function Switch({ name, note, settings, locked, change }: SwitchProps) {
  return (
    <div>
      <label class="switch">
        <input
          type="checkbox"
          name={name}
          checked={settings[name]}
          disabled={locked.has(name)}
          onChange={(event) => change({ [name]: event.currentTarget.checked })}
        />
        <span>{text(`options.${name}`)}</span>
      </label>
      {locked.has(name) && <p class="managed">{text('options.managed')}</p>}
      {note && <p class="note">{note}</p>}
    </div>
  );
}

interface MemberProps<Name extends 'mySystems' | 'closingMinutes'> extends Pick<Props, 'locked'> {
  name: Name;
  value: Settings[Name][number];
  label: string;
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/** Whether something belongs to a setting that is a list. */
function Member<Name extends 'mySystems' | 'closingMinutes'>(props: MemberProps<Name>) {
  const { name, value, label, settings, locked, change } = props;
  const chosen: readonly unknown[] = settings[name];
  const choose = (isChosen: boolean) => {
    const others = chosen.filter((each) => each !== value);
    change({ [name]: isChosen ? [...others, value] : others });
  };
  return (
    <label class="switch">
      <input
        type="checkbox"
        name={name}
        value={value}
        checked={chosen.includes(value)}
        disabled={locked.has(name)}
        onChange={(event) => choose(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
