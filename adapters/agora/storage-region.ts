/** AWS regions by the numbers that Agora has for them. https://docs.agora.io/en/cloud-recording/reference/region-vendor */
const numbers: Readonly<Record<string, number>> = {
  'us-east-1': 0,
  'us-east-2': 1,
  'us-west-1': 2,
  'us-west-2': 3,
  'eu-west-1': 4,
  'eu-west-2': 5,
  'eu-west-3': 6,
  'eu-central-1': 7,
  'ap-southeast-1': 8,
  'ap-southeast-2': 9,
  'ap-northeast-1': 10,
  'ap-northeast-2': 11,
  'sa-east-1': 12,
  'ca-central-1': 13,
  'ap-south-1': 14,
  'cn-north-1': 15,
  'cn-northwest-1': 16,
  'af-south-1': 18,
  'ap-east-1': 19,
  'ap-northeast-3': 20,
  'eu-north-1': 21,
  'me-south-1': 22,
  'ap-southeast-3': 24,
  'eu-south-1': 25,
};

/** @throws {Error} for a region that Agora records to none of. */
export function storageRegion(region: string): number {
  const number = numbers[region];
  if (number !== undefined) return number;
  throw new Error(`unable to record calls; Agora has no number for the region ${region}`);
}
