/** How a way stands, in colours. */
export const COLOR: Record<string, string> = { ready: 'campo', off: 'gray', resting: 'sun', refused: 'clay', broken: 'clay', full: 'sun' }
