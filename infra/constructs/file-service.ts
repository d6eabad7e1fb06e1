import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction, type ServiceOptions } from './service-function.ts';
import { tableGrants } from './table-grants.ts';

/** The Lambda that lets users upload files and fetch them. Bytes never pass through it. */
export class FileService extends ServiceFunction {
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, id, {
      ...options,
      description: 'Lets members upload files and fetch them',
      entry: 'adapters/lambda/file-service.ts',
      timeout: Duration.seconds(20),
      grants: tableGrants.FileService,
    });
  }
}
