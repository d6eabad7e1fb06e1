import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { membersOf, ModerationLevel } from '../../client/core/index.ts';
import type { SessionSettings } from '../../client/core/index.ts';
import { Field } from './field.tsx';
import { Select } from './select.tsx';
import { fileGroups, levels, numbers, switches } from './settings-words.ts';
import { Switch } from './switch.tsx';
import { useRoom } from './use-room.ts';

type Numbers = Partial<Record<(typeof numbers)[number]['name'], string>>;
type Others = Partial<Omit<SessionSettings, (typeof numbers)[number]['name']>>;

/** Everything that is set for all members. Only what was changed is saved, so that two who change at once both win. */
export const SettingsForm = (): ReactElement => {
  const { session, admin, attempt } = useRoom();
  const { settings, kind } = session;
  const [typed, setTyped] = useState<Numbers>({});
  const [chosen, setChosen] = useState<Others>({});
  const now = { ...settings, ...chosen };
  const choose = (next: Others): void => setChosen((before) => ({ ...before, ...next }));
  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const done = await attempt(() => admin.changeSettings({ ...inputOf(chosen), ...numbersOf(typed) }));
    if (!done) return;
    setTyped({});
    setChosen({});
  };
  return (
    <form className="panel-form" onSubmit={(event) => void save(event)}>
      {switches.map(({ name, label, help }) => (
        <Switch key={name} label={label} help={help} isOn={now[name]} onTurn={(isOn) => choose({ [name]: isOn })} />
      ))}
      {now.allowFileUploads && (
        <FileTypes allowed={now.allowedFileTypes} onChange={(allowedFileTypes) => choose({ allowedFileTypes })} />
      )}
      {numbers.map(({ name, label, help, per, least, most, isOptional }) => (
        <Field
          key={name}
          label={label}
          help={help}
          type="number"
          value={typed[name] ?? shown(settings[name], per)}
          onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          min={least}
          max={most ?? membersOf[kind].most}
          step={per === 1 ? 1 : 'any'}
          required={!isOptional}
        />
      ))}
      <Select
        label="Moderation"
        value={now.moderationLevel}
        options={Object.values(ModerationLevel).map((level) => [level, levels[level]])}
        onChoose={(moderationLevel) => choose({ moderationLevel })}
      />
      <button type="submit" className="primary" disabled={Object.keys(chosen).length + Object.keys(typed).length === 0}>
        Save settings
      </button>
    </form>
  );
};

const shown = (value: number | null, per: number): string =>
  value === null ? '' : String(Math.round((value / per) * 100) / 100);

const inputOf = ({ allowedFileTypes, ...rest }: Others) => ({
  ...rest,
  ...(allowedFileTypes === undefined ? {} : { allowedFileTypes: [...allowedFileTypes] }),
});

const numbersOf = (typed: Numbers): Record<string, number | null> =>
  Object.fromEntries(
    numbers.flatMap(({ name, per }) => {
      const text = typed[name];
      if (text === undefined) return [];
      return [[name, text.trim() === '' ? null : Math.round(Number(text) * per)] as const];
    }),
  );

interface FileTypesProps {
  readonly allowed: readonly string[];
  readonly onChange: (allowed: readonly string[]) => void;
}

/** None chosen is all of them, as the API has it. */
const FileTypes = ({ allowed, onChange }: FileTypesProps): ReactElement => (
  <fieldset className="file-types">
    <legend>Which files</legend>
    {fileGroups.map(({ label, types }) => {
      const isOn = allowed.length === 0 || types.every((type) => allowed.includes(type));
      return (
        <label key={label} className="chip">
          <input
            type="checkbox"
            checked={isOn}
            onChange={({ target }) => onChange(withGroup(allowed, types, target.checked))}
          />
          {label}
        </label>
      );
    })}
  </fieldset>
);

const withGroup = (allowed: readonly string[], types: readonly string[], isOn: boolean): readonly string[] => {
  const all = fileGroups.flatMap((group) => group.types);
  const held = allowed.length === 0 ? all : allowed;
  const next = all.filter((type) => (types.includes(type) ? isOn : held.includes(type)));
  return next.length === all.length ? [] : next;
};
