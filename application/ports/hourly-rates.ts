/** How often a user opens sessions, and enters them or asks to, within any hour; 0 is no limit. Settings of the installation. */
export interface HourlyRates {
  readonly sessionsPerHour: number;
  readonly joinsPerHour: number;
}
