import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useConfig } from '@/components/hooks/use-config.ts';
import { Logo } from '@/components/logo.tsx';
import { PolicyProblems } from '@/components/policy-problems.tsx';
import { listedSystems } from '@/utils/catalog/facts.ts';
import { nameOf } from '@/utils/i18n/system-name.ts';
import { type TextKey, text } from '@/utils/i18n/text.ts';
import type { Config } from '@/utils/settings/config.ts';
import { CLOSING_MINUTES, LANGUAGES, type SettingOf, type Settings } from '@/utils/settings/settings-schema.ts';
import './options.css';

type Locked = Pick<Config, 'locked'>;

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
  return (
    <main>
      <header>
        <Logo />
        <h1>{text('options.title')}</h1>
      </header>
      <PolicyProblems problems={problems} />
      <SettingGroup name="mySystems" hint={text('options.mySystemsNote')} locked={locked}>
        <div class="choices">
          {listedSystems(facts).map((system) => (
            <Member key={system.id} name="mySystems" value={system.id} label={nameOf(system)} {...props} />
          ))}
        </div>
      </SettingGroup>
      <Group title={text('options.warnings')}>
        <Switch name="openPopup" hint={text('options.openPopupNote')} {...props} />
        <Switch name="showBanner" {...props} />
      </Group>
      <SettingGroup name="closingMinutes" hint={text('options.closingMinutesNote')} locked={locked}>
        <div class="choices short">
          {CLOSING_MINUTES.map((minutes) => (
            <Member
              key={minutes}
              name="closingMinutes"
              value={minutes}
              label={text('options.closingMinutesBefore', { minutes })}
              {...props}
            />
          ))}
        </div>
      </SettingGroup>
      <Group title={text('options.checks')}>
        <Switch name="useProbes" hint={text('options.useProbesNote')} {...props} />
      </Group>
      <SettingGroup name="language" locked={locked}>
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
      </SettingGroup>
      <p>
        <a href="#admin">{text('admin.title')}</a>
      </p>
      <p>
        <a href="/licenses.txt" target="_blank" rel="noreferrer">
          {text('options.licenses')}
        </a>
      </p>
      <p role="status">{isSaved !== undefined && text(isSaved ? 'options.saved' : 'options.notSaved')}</p>
    </main>
  );
}

/** The label of a setting, on this page and on the administrator's. */
function labelOf(name: keyof Settings): string {
  return text(`config.${name}` satisfies TextKey);
}

function Group({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <fieldset>
      <legend>{title}</legend>
      <div>{children}</div>
    </fieldset>
  );
}

interface SettingGroupProps extends Locked {
  name: keyof Settings;
  hint?: string;
  children: ComponentChildren;
}

/** A group for a single setting. */
function SettingGroup({ name, hint, locked, children }: SettingGroupProps) {
  return (
    <Group title={labelOf(name)}>
      {locked.has(name) && <p class="managed">{text('options.managed')}</p>}
      {children}
      {hint && <p class="note">{hint}</p>}
    </Group>
  );
}

interface SettingProps<Name extends keyof Settings> extends Locked {
  name: Name;
  settings: Settings;
  change: (part: Partial<Settings>) => void;
}

/** A setting that is on or off. */
function Switch(props: SettingProps<SettingOf<boolean>> & { hint?: string }) {
  const { name, hint, settings, locked, change } = props;
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
        <span>{labelOf(name)}</span>
      </label>
      {locked.has(name) && <p class="managed">{text('options.managed')}</p>}
      {hint && <p class="note">{hint}</p>}
    </div>
  );
}

type ListSetting = SettingOf<readonly unknown[]>;

interface MemberProps<Name extends ListSetting> extends SettingProps<Name> {
  value: Settings[Name][number];
  label: string;
}

/** A checkbox for one value of a setting that is a list. */
function Member<Name extends ListSetting>(props: MemberProps<Name>) {
  const { name, value, label, settings, locked, change } = props;
  const members: readonly unknown[] = settings[name];
  const toggle = (isMember: boolean) => {
    const others = members.filter((member) => member !== value);
    change({ [name]: isMember ? [...others, value] : others });
  };
  return (
    <label class="switch">
      <input
        type="checkbox"
        name={name}
        value={value}
        checked={members.includes(value)}
        disabled={locked.has(name)}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      <span>{label}</span>
    </label>
  );
}
