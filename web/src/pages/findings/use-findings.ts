import { useMutation, useQueryClient } from '@tanstack/preact-query';
import { useCallback, useState } from 'preact/hooks';
import { api, asProblem, contract, useAnswer, useBridge } from '../../api/index.ts';
import type { Findings, NoteRequest } from '../../api/contract.ts';
import { announce, sentence } from '../../ui/index.ts';
import { withNote } from './notes.ts';
import { doneText } from './words.ts';

const PATH = '/api/findings';
const KEY = [PATH, {}];

/** A note that the server did not take. */
export interface Refusal {
  readonly request: NoteRequest;
  readonly error: unknown;
}

export function useFindings() {
  return useAnswer(PATH, contract.findings);
}

/** Writes notes down: shown at once, taken back when the server does not take them. */
export function useNotes() {
  const queries = useQueryClient();
  const { user } = useBridge();
  const [refused, setRefused] = useState<Refusal>();
  const { mutate } = useMutation({
    mutationFn: (request: NoteRequest) => api.post(PATH, contract.noteAnswer, { body: request, keepalive: true }),
    onMutate: async (request) => {
      setRefused(undefined);
      await queries.cancelQueries({ queryKey: KEY });
      const before = queries.getQueryData<Findings>(KEY);
      if (before) {
        const hand = { at: new Date().toISOString(), by: `user:${user.id}` };
        const findings = [...withNote(before.findings, request, hand, before.asOf)];
        queries.setQueryData<Findings>(KEY, { ...before, findings });
      }
      announce(doneText(request));
      return { before };
    },
    onError: (error, request, context) => {
      if (context?.before) queries.setQueryData(KEY, context.before);
      setRefused({ request, error });
      announce(`It was not written down, and stands as it stood. ${sentence(asProblem(error).detail)}`);
    },
    onSettled: async () => {
      await Promise.all([PATH, '/api/since'].map((path) => queries.invalidateQueries({ queryKey: [path] })));
    },
  });
  const write = useCallback((request: NoteRequest): void => mutate(request), [mutate]);
  return { write, refused };
}
