import { useState } from 'react';
import type { ReactElement } from 'react';
import { draftOf } from '../../client/core/index.ts';
import type { Draft, FeedRow, KeptDraft, Sent } from '../../client/core/index.ts';
import { useValue } from '../../client/react/index.ts';
import { useOpenSession } from '../chat/open-session-context.tsx';
import { useDroppedFiles } from '../files/drop-target.tsx';
import { measure } from '../files/measure.ts';
import { mediaTypeOf } from '../files/media-type.ts';
import { useOutgoingFiles } from '../files/use-outgoing-files.ts';
import type { FileWords } from '../files/use-outgoing-files.ts';
import { IconButton } from '../parts/icon-button.tsx';
import { withStyles } from '../parts/later-styles.ts';
import { lazily } from '../parts/lazily.tsx';
import { lazyModule, notNeeded, useLazyModule } from '../parts/lazy-module.ts';
import { useToast } from '../parts/toast.tsx';
import { AboutWriting } from './about-writing.tsx';
import { HoldLine, useMuted } from './hold-line.tsx';
import { TextWriter } from './text-writer.tsx';
import type { Composed, Writing } from './writing.ts';

export type { Writing } from './writing.ts';

export interface ComposerProps {
  readonly writing: Writing;
  readonly onWriting: (next: Writing) => void;
  /** The thread that it writes in; undefined in the session itself. */
  readonly threadRootId?: string | undefined;
  /** Why nothing can be written now; undefined where it can. */
  readonly closedBecause: string | undefined;
  /** A message was sent: the newest is to be shown. */
  readonly onSent: () => void;
}

const uploadList = lazyModule(() => withStyles(() => import('../files/upload-list.tsx')));
const FilesDialog = lazily(async () => (await import('../files/files-dialog.tsx')).FilesDialog);
const VoiceRecorder = lazily(async () => (await import('../files/voice-recorder.tsx')).VoiceRecorder);
const ComposeDialog = lazily(async () => (await import('./compose-dialog.tsx')).ComposeDialog);

/** Where a message is written, of every kind. */
export const Composer = (props: ComposerProps): ReactElement => {
  const { client, feed } = useOpenSession();
  const { sessionId } = feed;
  const { threadRootId } = props;
  return (
    <OpenComposer
      key={`${sessionId} ${threadRootId ?? ''}`}
      kept={client.drafts.of(sessionId, threadRootId)}
      {...props}
    />
  );
};

const OpenComposer = ({
  kept,
  writing,
  onWriting,
  threadRootId,
  closedBecause,
  onSent,
}: ComposerProps & { readonly kept: KeptDraft }): ReactElement => {
  const { feed } = useOpenSession();
  const { attempt } = useToast();
  const { settings, myAlias } = useValue(feed.session);
  const mutedBecause = useMuted(feed);
  const [isAnonymous, setIsAnonymous] = useState(false);
  const [isRecording, setIsRecording] = useState(false);
  const [staged, setStaged] = useState<readonly File[]>([]);
  const [opened, setOpened] = useState<Composed | undefined>(undefined);
  const closed = closedBecause ?? mutedBecause;
  const isOpen = closed === undefined;
  const takesFiles = isOpen && settings.allowFileUploads;
  const underAlias = isAnonymous && settings.allowAnonymous;

  const send = (draft: Draft): Sent => {
    const answered = writing.kind === 'reply' ? writing.row.id : undefined;
    const sent = feed.send({
      ...draft,
      ...(answered === undefined ? {} : { replyToId: answered }),
      ...(threadRootId === undefined ? {} : { threadRootId }),
      ...(underAlias ? { isAnonymous: true } : {}),
    });
    if (writing.kind === 'reply') onWriting({ kind: 'new' });
    onSent();
    return sent;
  };
  const outgoing = useOutgoingFiles(send);
  const uploads = useLazyModule(outgoing.files.length > 0 ? uploadList : notNeeded);
  const sendFile = async (file: File, words: FileWords = {}): Promise<void> => {
    const mediaType = mediaTypeOf(file);
    outgoing.start({ blob: file, name: file.name, mediaType, ...(await measure(file, mediaType)) }, words);
  };
  const stage = (files: readonly File[]): void => setStaged((held) => [...held, ...files]);
  useDroppedFiles(takesFiles, stage);

  // Code and formulas are written anew where they were written first.
  const composed = writing.kind === 'edit' ? composedOf(writing.row) : opened;
  const save = (content: Draft['content']): void => {
    if (writing.kind !== 'edit') return;
    const { id, key, draft } = writing.row;
    if (id !== undefined) void attempt(() => feed.actions.edit(id, content));
    else if (draft !== undefined) feed.retry(key, { ...draft, content });
  };

  return (
    <div className="composer">
      <AboutWriting writing={writing} onCancel={() => onWriting({ kind: 'new' })} />
      {underAlias && (
        <p className="composer-alias">
          {myAlias === null ? 'You write under an alias.' : `You write as ${myAlias}.`}
          <IconButton icon="close" label="Write under my own name" onClick={() => setIsAnonymous(false)} />
        </p>
      )}
      {uploads !== undefined && <uploads.UploadList {...outgoing} />}
      <HoldLine feed={feed} />
      {isRecording && takesFiles ? (
        <VoiceRecorder
          onSend={(source) => {
            setIsRecording(false);
            outgoing.start(source);
          }}
          onClose={() => setIsRecording(false)}
        />
      ) : (
        <TextWriter
          to={{ draft: kept, send: (what) => send(draftOf(what)), typed: () => feed.typed() }}
          writing={writing}
          onWriting={onWriting}
          threadRootId={threadRootId}
          isOpen={isOpen}
          rules={takesFiles ? settings : undefined}
          onFiles={(files) => {
            for (const file of files) void sendFile(file);
          }}
          onStage={stage}
          onRecord={() => setIsRecording(true)}
          onCompose={setOpened}
          anonymity={settings.allowAnonymous ? { isOn: underAlias, set: setIsAnonymous } : undefined}
        />
      )}
      <p className="composer-closed" role="status">
        {closed}
      </p>
      {staged.length > 0 && (
        <FilesDialog
          files={staged}
          rules={settings}
          onSend={(file, words) => void sendFile(file, words)}
          onClose={() => setStaged([])}
        />
      )}
      {composed !== undefined && (
        <ComposeDialog
          composed={composed}
          onDone={writing.kind === 'edit' ? ({ content }) => save(content) : send}
          onClose={() => {
            setOpened(undefined);
            if (writing.kind === 'edit') onWriting({ kind: 'new' });
          }}
        />
      )}
    </div>
  );
};

const composedOf = ({ content }: FeedRow): Composed | undefined => {
  const { code = null, formula = null } = content ?? {};
  if (code !== null) return { kind: 'code', language: code.language, source: code.source };
  return formula === null ? undefined : { kind: 'formula', tex: formula.tex };
};
