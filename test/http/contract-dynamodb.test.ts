import { contractOver } from './_contract.ts';

contractOver('dynamodb', 'every route');
