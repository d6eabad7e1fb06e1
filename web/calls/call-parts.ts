/** What is loaded with the first call, as one: its keys work as soon as it is seen. */
export { CallDock } from './call-dock.tsx';
export { Stage } from './stage.tsx';
