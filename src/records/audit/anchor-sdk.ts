/*
 * What of the SDK is used. It is loaded at the first use, and by way of this file: bundled, a dynamic import of a CommonJS
 * package itself has no names.
 */
export {
  GetObjectCommand,
  GetObjectLockConfigurationCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
