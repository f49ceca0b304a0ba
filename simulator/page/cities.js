/** Owns a few places that a phone may say it is in; it refuses to look any up. */
export const cities = [
  { name: "Berlin", latitude: 52.52, longitude: 13.405 },
  { name: "Madrid", latitude: 40.4168, longitude: -3.7038 },
  { name: "London", latitude: 51.5072, longitude: -0.1276 },
  { name: "New York", latitude: 40.7128, longitude: -74.006 },
  { name: "Ciudad de México", latitude: 19.4326, longitude: -99.1332 },
  { name: "Buenos Aires", latitude: -34.6037, longitude: -58.3816 },
  { name: "Tokyo", latitude: 35.6762, longitude: 139.6503 },
  { name: "Sydney", latitude: -33.8688, longitude: 151.2093 },
];
