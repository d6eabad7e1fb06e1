/** Has the browser save what is at an address. @param name where the server names none. */
export const saveFrom = (url: string, name = ''): void => {
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.rel = 'noopener';
  link.click();
};
