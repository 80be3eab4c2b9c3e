/*
 * What of the SDK is used. It is loaded at the first use, and by way of this file: bundled, a dynamic import of a CommonJS
 * package itself has no names.
 */
export {
  GetAccountCommand,
  GetConfigurationSetEventDestinationsCommand,
  GetEmailIdentityCommand,
  SendEmailCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
