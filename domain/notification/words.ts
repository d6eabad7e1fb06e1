import type { CodeLanguage } from '../vocabulary/code.ts';
import type { MemberRole } from '../vocabulary/sessions.ts';

/** What notifications say, in one language. */
export interface Words {
  readonly photo: string;
  readonly video: string;
  readonly file: string;
  readonly voiceMessage: string;
  readonly formula: string;
  readonly poll: string;
  readonly location: string;
  readonly code: string;
  /** In place of what was said. */
  readonly newMessage: string;
  /** Where nobody's name is known. */
  readonly someone: string;
  /** Where a session has no name. */
  readonly conversation: string;
  readonly inSession: (who: string, session: string) => string;
  /** More than 100 are "100+". */
  readonly newMessages: (count: number, isMore: boolean) => string;
  readonly others: (count: number) => string;
  readonly inSessions: (what: string, sessions: number) => string;
  readonly added: string;
  readonly invited: string;
  readonly wantsToJoin: string;
  readonly roleGiven: (role: MemberRole) => string;
  readonly ownershipGiven: string;
  readonly videoCall: string;
  readonly audioCall: string;
  readonly missedCall: string;
}

const shown = (count: number, isMore: boolean): string => `${count}${isMore ? '+' : ''}`;
const counted = (one: string, many: string) => (count: number, isMore: boolean) =>
  count === 1 && !isMore ? one : `${shown(count, isMore)} ${many}`;

const english: Words = {
  photo: 'Photo',
  video: 'Video',
  file: 'File',
  voiceMessage: 'Voice message',
  formula: 'Formula',
  poll: 'Poll',
  location: 'Location',
  code: 'Code',
  newMessage: 'New message',
  someone: 'Someone',
  conversation: 'Conversation',
  inSession: (who, session) => `${who} in ${session}`,
  newMessages: counted('1 new message', 'new messages'),
  others: (count) => (count === 1 ? '1 other notification' : `${count} other notifications`),
  inSessions: (what, sessions) => `${what} in ${sessions} conversations`,
  added: 'You were added',
  invited: 'You are invited',
  wantsToJoin: 'Someone asks to join',
  roleGiven: (role) =>
    `You are now ${{ OWNER: 'owner', ADMIN: 'admin', MODERATOR: 'moderator', MEMBER: 'member' }[role]}`,
  ownershipGiven: 'You are now the owner',
  videoCall: 'Incoming video call',
  audioCall: 'Incoming call',
  missedCall: 'Missed call',
};

const german: Words = {
  photo: 'Foto',
  video: 'Video',
  file: 'Datei',
  voiceMessage: 'Sprachnachricht',
  formula: 'Formel',
  poll: 'Umfrage',
  location: 'Standort',
  code: 'Code',
  newMessage: 'Neue Nachricht',
  someone: 'Jemand',
  conversation: 'Unterhaltung',
  inSession: (who, session) => `${who} in ${session}`,
  newMessages: counted('1 neue Nachricht', 'neue Nachrichten'),
  others: (count) => (count === 1 ? '1 weitere Mitteilung' : `${count} weitere Mitteilungen`),
  inSessions: (what, sessions) => `${what} in ${sessions} Unterhaltungen`,
  added: 'Du wurdest hinzugefügt',
  invited: 'Du bist eingeladen',
  wantsToJoin: 'Jemand möchte beitreten',
  roleGiven: (role) =>
    `Deine neue Rolle: ${{ OWNER: 'Eigentümer', ADMIN: 'Administration', MODERATOR: 'Moderation', MEMBER: 'Mitglied' }[role]}`,
  ownershipGiven: 'Die Unterhaltung gehört jetzt dir',
  videoCall: 'Eingehender Videoanruf',
  audioCall: 'Eingehender Anruf',
  missedCall: 'Verpasster Anruf',
};

const spanish: Words = {
  photo: 'Foto',
  video: 'Vídeo',
  file: 'Archivo',
  voiceMessage: 'Mensaje de voz',
  formula: 'Fórmula',
  poll: 'Encuesta',
  location: 'Ubicación',
  code: 'Código',
  newMessage: 'Mensaje nuevo',
  someone: 'Alguien',
  conversation: 'Conversación',
  inSession: (who, session) => `${who} en ${session}`,
  newMessages: counted('1 mensaje nuevo', 'mensajes nuevos'),
  others: (count) => (count === 1 ? '1 notificación más' : `${count} notificaciones más`),
  inSessions: (what, sessions) => `${what} en ${sessions} conversaciones`,
  added: 'Te han añadido',
  invited: 'Tienes una invitación',
  wantsToJoin: 'Alguien quiere unirse',
  roleGiven: (role) =>
    `Tu nuevo rol: ${{ OWNER: 'propietario', ADMIN: 'administración', MODERATOR: 'moderación', MEMBER: 'miembro' }[role]}`,
  ownershipGiven: 'La conversación ahora es tuya',
  videoCall: 'Videollamada entrante',
  audioCall: 'Llamada entrante',
  missedCall: 'Llamada perdida',
};

const french: Words = {
  photo: 'Photo',
  video: 'Vidéo',
  file: 'Fichier',
  voiceMessage: 'Message vocal',
  formula: 'Formule',
  poll: 'Sondage',
  location: 'Position',
  code: 'Code',
  newMessage: 'Nouveau message',
  someone: 'Quelqu’un',
  conversation: 'Conversation',
  inSession: (who, session) => `${who} dans ${session}`,
  newMessages: counted('1 nouveau message', 'nouveaux messages'),
  others: (count) => (count === 1 ? '1 autre notification' : `${count} autres notifications`),
  inSessions: (what, sessions) => `${what} dans ${sessions} conversations`,
  added: 'Vous avez été ajouté',
  invited: 'Vous êtes invité',
  wantsToJoin: 'Quelqu’un demande à entrer',
  roleGiven: (role) =>
    `Votre nouveau rôle : ${{ OWNER: 'propriétaire', ADMIN: 'administration', MODERATOR: 'modération', MEMBER: 'membre' }[role]}`,
  ownershipGiven: 'La conversation est maintenant à vous',
  videoCall: 'Appel vidéo entrant',
  audioCall: 'Appel entrant',
  missedCall: 'Appel manqué',
};

const languages: ReadonlyMap<string, Words> = new Map([
  ['en', english],
  ['de', german],
  ['es', spanish],
  ['fr', french],
]);

/** Those of a BCP 47 tag's language; English where it has none here. */
export const wordsFor = (locale: string): Words => languages.get(locale.split('-')[0] ?? '') ?? english;

/** How the languages of code are written, which is the same everywhere. */
export const languageNames: Readonly<Record<CodeLanguage, string>> = {
  JAVASCRIPT: 'JavaScript',
  TYPESCRIPT: 'TypeScript',
  PYTHON: 'Python',
  JAVA: 'Java',
  CPP: 'C++',
  C: 'C',
  HTML: 'HTML',
  CSS: 'CSS',
  SQL: 'SQL',
  JSON: 'JSON',
  YAML: 'YAML',
  MARKDOWN: 'Markdown',
};
