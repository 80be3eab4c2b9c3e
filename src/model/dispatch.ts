/** A picture that the HTML shows by `src="cid:…"`. */
export interface MailImage {
  readonly cid: string;
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/** A report as mail, before it has a sender and recipients. */
export interface MailParts {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly images: readonly MailImage[];
}

/** A message as a transport takes it: the exact bytes, and who gets them. */
export interface Message {
  /** Dispatch id; also the outbox file's name. */
  readonly id: string;
  readonly envelope: { readonly from: string; readonly to: readonly string[] };
  readonly subject: string;
  readonly bytes: Uint8Array;
}

export interface Delivery {
  readonly id: string;
  readonly transport: string;
  readonly state: 'sent' | 'failed' | 'unknown';
  readonly recipients: readonly string[];
  /** Where the transport put it: a file, or the provider's message id. */
  readonly receipt?: string;
  readonly error?: string;
}

export interface Transport {
  readonly name: string;
  deliver(message: Message): Promise<Delivery>;
}
