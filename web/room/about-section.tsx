import { useState } from 'react';
import type { ReactElement, SubmitEvent } from 'react';
import { Limits } from '../../client/core/index.ts';
import { Field } from './field.tsx';
import { useRoom } from './use-room.ts';
import { whyNot } from './words.ts';

type Texts = Readonly<Record<'description' | 'avatarUrl' | 'bannerUrl' | 'tags', string>>;

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** What the session is about. */
export const AboutSection = (): ReactElement => {
  const { session, may } = useRoom();
  if (may('EDIT_SESSION')) return <AboutForm />;
  const { description, tags } = session;
  return (
    <>
      <p dir="auto">{description ?? 'There is no description.'}</p>
      {tags.length > 0 && <p className="muted">{tags.map((tag) => `#${tag}`).join(' ')}</p>}
      <p className="muted">{whyNot(session, 'EDIT_SESSION')}</p>
    </>
  );
};

const AboutForm = (): ReactElement => {
  const { session, admin, attempt } = useRoom();
  const [typed, setTyped] = useState<Partial<Texts>>({});
  const held: Texts = {
    description: session.description ?? '',
    avatarUrl: session.avatarUrl ?? '',
    bannerUrl: session.bannerUrl ?? '',
    tags: session.tags.join(', '),
  };
  const texts: Texts = { ...held, ...typed };
  const type = (name: keyof Texts) => (value: string) => setTyped((before) => ({ ...before, [name]: value }));
  const changed = (name: keyof Texts): boolean => texts[name].trim() !== held[name];
  const isChanged = changed('description') || changed('avatarUrl') || changed('bannerUrl') || changed('tags');
  const save = async (event: SubmitEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const done = await attempt(() =>
      admin.update({
        ...(changed('description') ? { description: orNull(texts.description) } : {}),
        ...(changed('avatarUrl') ? { avatarUrl: orNull(texts.avatarUrl) } : {}),
        ...(changed('bannerUrl') ? { bannerUrl: orNull(texts.bannerUrl) } : {}),
        ...(changed('tags') ? { tags: tagsOf(texts.tags) } : {}),
      }),
    );
    if (done) setTyped({});
  };
  return (
    <form className="panel-form" onSubmit={(event) => void save(event)}>
      <Field
        label="Description"
        value={texts.description}
        onChange={type('description')}
        lines={4}
        maxLength={Limits.descriptionLength}
      />
      <Field
        label="Address of the picture"
        type="url"
        value={texts.avatarUrl}
        onChange={type('avatarUrl')}
        maxLength={Limits.urlLength}
        placeholder="https://"
      />
      <Field
        label="Address of the banner"
        type="url"
        value={texts.bannerUrl}
        onChange={type('bannerUrl')}
        maxLength={Limits.urlLength}
        placeholder="https://"
      />
      <Field
        label="Tags"
        value={texts.tags}
        onChange={type('tags')}
        help={`With commas between them: at most ${Limits.tags}, each of up to ${Limits.tagLength} characters.`}
      />
      <button type="submit" className="primary" disabled={!isChanged}>
        Save
      </button>
    </form>
  );
};
