/** The two channels between page and main, apart from the schemas so that the preload carries none. */
export const callChannel = 'call';
export const stateChannel = 'state';
