import * as z from 'zod';
import { bareAddress, identityOf, type SesAccount } from './_ses-account.ts';
import { SesRefusal } from './_ses-lookups.ts';

const addresses = z.array(z.string()).default([]);
/** SendEmail of the API reference, for raw content. */
const requestSchema = z.object({
  FromEmailAddress: z.string().optional(),
  Destination: z
    .object({ ToAddresses: addresses, CcAddresses: addresses, BccAddresses: addresses })
    .default({ ToAddresses: [], CcAddresses: [], BccAddresses: [] }),
  Content: z.object({ Raw: z.object({ Data: z.base64() }) }),
  EmailTags: z.array(z.object({ Name: z.string(), Value: z.string() })).default([]),
  ConfigurationSetName: z.string().optional(),
});

export interface SendRequest {
  readonly from: string;
  readonly recipients: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet: string | undefined;
  readonly raw: Buffer;
}

const TAG = /^[A-Za-z0-9_-]{1,256}$/;

/** Throws a SesRefusal for what SES would call a bad request. */
export function parseSend(body: Buffer): SendRequest {
  const bad = (message: string): SesRefusal => new SesRefusal(400, 'BadRequestException', message);
  const parsed = requestSchema.safeParse(parseJson(body));
  if (!parsed.success) throw bad('The request is not well-formed.');
  const { FromEmailAddress, Destination, Content, EmailTags, ConfigurationSetName } = parsed.data;
  const raw = Buffer.from(Content.Raw.Data, 'base64');
  const header = raw
    .subarray(0, Math.max(0, raw.indexOf('\r\n\r\n')))
    .toString('latin1')
    .replaceAll(/\r\n[ \t]+/g, ' ');
  const named = (name: string): string | undefined => new RegExp(`^${name}:\\s*(.*)$`, 'im').exec(header)?.[1];
  const listed = ({ ToAddresses, CcAddresses, BccAddresses }: typeof Destination): string[] => [
    ...ToAddresses,
    ...CcAddresses,
    ...BccAddresses,
  ];
  // Without a Destination the recipients are those of the headers, and a Bcc that is in none gets nothing.
  const fromHeaders = ['To', 'Cc', 'Bcc'].flatMap((name) => named(name)?.split(',') ?? []);
  const given = listed(Destination);
  const recipients = given.length > 0 ? given : fromHeaders.map((one) => one.trim());
  const from = FromEmailAddress ?? named('From');
  if (from === undefined) throw bad('Missing required header "From".');
  if (recipients.length === 0) throw bad('Missing recipients.');
  if (recipients.length > 50) throw bad('Recipient count exceeds 50.');
  if (EmailTags.some(({ Name, Value }) => !TAG.test(Name) || !TAG.test(Value))) throw bad('Invalid tag.');
  const tags = Object.fromEntries(EmailTags.map(({ Name, Value }) => [Name, Value]));
  if (Object.keys(tags).length < EmailTags.length) throw bad('Duplicate tag names.');
  return { from: bareAddress(from), recipients, tags, configurationSet: ConfigurationSetName, raw };
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Why the account may not send it. */
export function refusalOf(account: SesAccount, request: SendRequest): SesRefusal | undefined {
  const { from, recipients, configurationSet } = request;
  if (account.enforcement === 'SHUTDOWN')
    return new SesRefusal(400, 'AccountSuspendedException', "Your account's ability to send email is revoked.");
  if (!account.sendingEnabled)
    return new SesRefusal(400, 'SendingPausedException', 'Email sending is disabled for your account.');
  if (configurationSet !== undefined && !account.configurationSets.has(configurationSet))
    return new SesRefusal(404, 'NotFoundException', `Configuration set <${configurationSet}> does not exist.`);
  const asked = account.production ? [from] : [from, ...recipients.map((one) => bareAddress(one))];
  const unverified = asked.filter((one) => identityOf(account, one)?.verified !== true);
  if (unverified.length > 0) {
    const region = account.region.toUpperCase();
    const which = `The following identities failed the check in region ${region}: ${unverified.join(', ')}`;
    return new SesRefusal(400, 'MessageRejected', `Email address is not verified. ${which}`);
  }
  const mailFrom = identityOf(account, from)?.mailFrom;
  if (mailFrom && mailFrom.status !== 'SUCCESS' && mailFrom.onFailure === 'REJECT_MESSAGE')
    return new SesRefusal(400, 'MailFromDomainNotVerifiedException', 'The MAIL FROM domain is not verified.');
  return undefined;
}
