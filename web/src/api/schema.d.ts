export type paths = unknown
