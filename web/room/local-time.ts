const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as a `datetime-local` field has it: local time, to the minute. */
export const localTimeOf = (at: number): string => {
  const date = new Date(at);
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
};

/** What a `datetime-local` field holds, in epoch milliseconds; undefined where it holds no time. */
export const instantOf = (value: string): number | undefined => {
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
};
