/** Cities from which a location can be sent: [English, Indonesian, Chinese, latitude, longitude]. */
export const PLACES = /** @type {[string, string, string, number, number][]} */ ([
  ["Jakarta", "Jakarta", "雅加达", -6.2088, 106.8456],
  ["Bandung", "Bandung", "万隆", -6.9175, 107.6191],
  ["Surabaya", "Surabaya", "泗水", -7.2575, 112.7521],
  ["Denpasar", "Denpasar", "登巴萨", -8.6705, 115.2126],
  ["Makassar", "Makassar", "望加锡", -5.1477, 119.4327],
  ["Jayapura", "Jayapura", "查亚普拉", -2.5916, 140.669],
  ["Medan", "Medan", "棉兰", 3.5952, 98.6722],
  ["Singapore", "Singapura", "新加坡", 1.3521, 103.8198],
  ["Kuala Lumpur", "Kuala Lumpur", "吉隆坡", 3.139, 101.6869],
  ["Beijing", "Beijing", "北京", 39.9042, 116.4074],
  ["Shanghai", "Shanghai", "上海", 31.2304, 121.4737],
  ["Urumqi", "Urumqi", "乌鲁木齐", 43.8256, 87.6168],
  ["Hong Kong", "Hong Kong", "香港", 22.3193, 114.1694],
  ["Taipei", "Taipei", "台北", 25.033, 121.5654],
  ["Tokyo", "Tokyo", "东京", 35.6762, 139.6503],
  ["Delhi", "Delhi", "德里", 28.6139, 77.209],
  ["Dubai", "Dubai", "迪拜", 25.2048, 55.2708],
  ["Nairobi", "Nairobi", "内罗毕", -1.2921, 36.8219],
  ["Berlin", "Berlin", "柏林", 52.52, 13.405],
  ["London", "London", "伦敦", 51.5074, -0.1278],
  ["São Paulo", "São Paulo", "圣保罗", -23.5505, -46.6333],
  ["New York", "New York", "纽约", 40.7128, -74.006],
  ["San Francisco", "San Francisco", "旧金山", 37.7749, -122.4194],
  ["Sydney", "Sydney", "悉尼", -33.8688, 151.2093],
]);

/**
 * The place's name in a language of the page.
 * @param {(typeof PLACES)[number]} place
 * @param {string} language
 */
export function placeName(place, language) {
  return { id: place[1], zh: place[2] }[language] ?? place[0];
}

/**
 * The city at these coordinates, when it is one of ours.
 * @param {number} latitude
 * @param {number} longitude
 */
export function placeAt(latitude, longitude) {
  return PLACES.find(
    (place) => Math.abs(place[3] - latitude) < 0.05 && Math.abs(place[4] - longitude) < 0.05,
  );
}
