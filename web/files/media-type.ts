/** What browsers call a type that Parley calls otherwise. */
const renamed: Readonly<Record<string, string>> = {
  'audio/x-m4a': 'audio/mp4',
  'audio/x-wav': 'audio/wav',
  'audio/wave': 'audio/wav',
  'application/x-javascript': 'text/javascript',
  'application/javascript': 'text/javascript',
  'text/x-python-script': 'text/x-python',
  'text/x-java': 'text/x-java-source',
};

/** What a device that knows no type for these can still tell by their endings. */
const byEnding: Readonly<Record<string, string>> = {
  py: 'text/x-python',
  js: 'text/javascript',
  java: 'text/x-java-source',
  json: 'application/json',
};

/** A file's type as the API names it. What the device does not know is text, or is refused. */
export const mediaTypeOf = ({ type, name }: { readonly type: string; readonly name: string }): string => {
  const [bare = ''] = type.toLowerCase().split(';');
  if (bare !== '') return renamed[bare] ?? bare;
  return byEnding[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'text/plain';
};
