/**
 * winmail.dat: Transport Neutral Encapsulation Format (MS-OXTNEF) and its RTF (MS-OXRTFCP,
 * MS-OXRTFEX).
 */
package dev.mailbridge.mailparse.tnef;
