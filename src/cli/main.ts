import { errorText } from './error-text.ts';
import { leaveWithReader } from './output.ts';
import { program } from './program.ts';

leaveWithReader();

// On Node 20 the AWS SDK warns that it will want a newer one, in every run that sends; package.json says what we need.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

try {
  process.exitCode = await program(process.argv.slice(2));
} catch (error) {
  const { text, exit } = errorText(error, Boolean(process.env['QUARTERDECK_DEBUG']));
  process.stderr.write(text);
  process.exitCode = exit;
}
