/** The cache of answers, and what happens everywhere when a call fails: a lost session leads to the sign-in page. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from './problem'

let onSignedOut = () => {}

/** What to do when the server no longer knows the session. */
export function whenSignedOut(act: () => void) {
  onSignedOut = act
}

function failed(error: unknown) {
  if (error instanceof ApiError && error.status === 401) onSignedOut()
}

export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: failed }),
  mutationCache: new MutationCache({ onError: failed }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
    },
  },
})
