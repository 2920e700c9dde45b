📦
259072 /src/index.js
✄
var Ps=Object.defineProperty;var Fs=(t,e)=>{for(var n in e)Ps(t,n,{get:e[n],enumerable:!0})};var Ce=[],Ie=[],vn="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";for(let t=0,e=vn.length;t<e;++t)Ce[t]=vn[t],Ie[vn.charCodeAt(t)]=t;Ie[45]=62;Ie[95]=63;function Us(t){let e=t.length;if(e%4>0)throw new Error("Invalid string. Length must be a multiple of 4");let n=t.indexOf("=");n===-1&&(n=e);let r=n===e?0:4-n%4;return[n,r]}function Ds(t,e,n){return(e+n)*3/4-n}function ho(t){let e=Us(t),n=e[0],r=e[1],o=new Uint8Array(Ds(t,n,r)),i=0,s=r>0?n-4:n,l;for(l=0;l<s;l+=4){let a=Ie[t.charCodeAt(l)]<<18|Ie[t.charCodeAt(l+1)]<<12|Ie[t.charCodeAt(l+2)]<<6|Ie[t.charCodeAt(l+3)];o[i++]=a>>16&255,o[i++]=a>>8&255,o[i++]=a&255}if(r===2){let a=Ie[t.charCodeAt(l)]<<2|Ie[t.charCodeAt(l+1)]>>4;o[i++]=a&255}if(r===1){let a=Ie[t.charCodeAt(l)]<<10|Ie[t.charCodeAt(l+1)]<<4|Ie[t.charCodeAt(l+2)]>>2;o[i++]=a>>8&255,o[i++]=a&255}return o}function Bs(t){return Ce[t>>18&63]+Ce[t>>12&63]+Ce[t>>6&63]+Ce[t&63]}function zs(t,e,n){let r=[];for(let o=e;o<n;o+=3){let i=(t[o]<<16&16711680)+(t[o+1]<<8&65280)+(t[o+2]&255);r.push(Bs(i))}return r.join("")}function wn(t){let e=t.length,n=e%3,r=[],o=16383;for(let i=0,s=e-n;i<s;i+=o)r.push(zs(t,i,i+o>s?s:i+o));if(n===1){let i=t[e-1];r.push(Ce[i>>2]+Ce[i<<4&63]+"==")}else if(n===2){let i=(t[e-2]<<8)+t[e-1];r.push(Ce[i>>10]+Ce[i>>4&63]+Ce[i<<2&63]+"=")}return r.join("")}function pt(t,e,n,r,o){let i,s,l=o*8-r-1,a=(1<<l)-1,c=a>>1,d=-7,f=n?o-1:0,p=n?-1:1,u=t[e+f];for(f+=p,i=u&(1<<-d)-1,u>>=-d,d+=l;d>0;)i=i*256+t[e+f],f+=p,d-=8;for(s=i&(1<<-d)-1,i>>=-d,d+=r;d>0;)s=s*256+t[e+f],f+=p,d-=8;if(i===0)i=1-c;else{if(i===a)return s?NaN:(u?-1:1)*(1/0);s=s+Math.pow(2,r),i=i-c}return(u?-1:1)*s*Math.pow(2,i-r)}function Sn(t,e,n,r,o,i){let s,l,a,c=i*8-o-1,d=(1<<c)-1,f=d>>1,p=o===23?Math.pow(2,-24)-Math.pow(2,-77):0,u=r?0:i-1,m=r?1:-1,h=e<0||e===0&&1/e<0?1:0;for(e=Math.abs(e),isNaN(e)||e===1/0?(l=isNaN(e)?1:0,s=d):(s=Math.floor(Math.log(e)/Math.LN2),e*(a=Math.pow(2,-s))<1&&(s--,a*=2),s+f>=1?e+=p/a:e+=p*Math.pow(2,1-f),e*a>=2&&(s++,a/=2),s+f>=d?(l=0,s=d):s+f>=1?(l=(e*a-1)*Math.pow(2,o),s=s+f):(l=e*Math.pow(2,f-1)*Math.pow(2,o),s=0));o>=8;)t[n+u]=l&255,u+=m,l/=256,o-=8;for(s=s<<o|l,c+=o;c>0;)t[n+u]=s&255,u+=m,s/=256,c-=8;t[n+u-m]|=h*128}var $s={INSPECT_MAX_BYTES:50},In=2147483647;_.TYPED_ARRAY_SUPPORT=!0;Object.defineProperty(_.prototype,"parent",{enumerable:!0,get:function(){if(_.isBuffer(this))return this.buffer}});Object.defineProperty(_.prototype,"offset",{enumerable:!0,get:function(){if(_.isBuffer(this))return this.byteOffset}});function Oe(t){if(t>In)throw new RangeError('The value "'+t+'" is invalid for option "size"');let e=new Uint8Array(t);return Object.setPrototypeOf(e,_.prototype),e}function _(t,e,n){if(typeof t=="number"){if(typeof e=="string")throw new TypeError('The "string" argument must be of type string. Received type number');return Ln(t)}return bo(t,e,n)}_.poolSize=8192;function bo(t,e,n){if(typeof t=="string")return Hs(t,e);if(ArrayBuffer.isView(t))return Zs(t);if(t==null)throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t);if(t instanceof ArrayBuffer||t&&t.buffer instanceof ArrayBuffer||t instanceof SharedArrayBuffer||t&&t.buffer instanceof SharedArrayBuffer)return An(t,e,n);if(typeof t=="number")throw new TypeError('The "value" argument must not be of type number. Received type number');let r=t.valueOf&&t.valueOf();if(r!=null&&r!==t)return _.from(r,e,n);let o=qs(t);if(o)return o;if(typeof Symbol<"u"&&Symbol.toPrimitive!=null&&typeof t[Symbol.toPrimitive]=="function")return _.from(t[Symbol.toPrimitive]("string"),e,n);throw new TypeError("The first argument must be one of type string, Buffer, ArrayBuffer, Array, or Array-like Object. Received type "+typeof t)}_.from=function(t,e,n){return bo(t,e,n)};Object.setPrototypeOf(_.prototype,Uint8Array.prototype);Object.setPrototypeOf(_,Uint8Array);function yo(t){if(typeof t!="number")throw new TypeError('"size" argument must be of type number');if(t<0)throw new RangeError('The value "'+t+'" is invalid for option "size"')}function Gs(t,e,n){return yo(t),t<=0?Oe(t):e!==void 0?typeof n=="string"?Oe(t).fill(e,n):Oe(t).fill(e):Oe(t)}_.alloc=function(t,e,n){return Gs(t,e,n)};function Ln(t){return yo(t),Oe(t<0?0:Cn(t)|0)}_.allocUnsafe=function(t){return Ln(t)};_.allocUnsafeSlow=function(t){return Ln(t)};function Hs(t,e){if((typeof e!="string"||e==="")&&(e="utf8"),!_.isEncoding(e))throw new TypeError("Unknown encoding: "+e);let n=Eo(t,e)|0,r=Oe(n),o=r.write(t,e);return o!==n&&(r=r.slice(0,o)),r}function xn(t){let e=t.length<0?0:Cn(t.length)|0,n=Oe(e);for(let r=0;r<e;r+=1)n[r]=t[r]&255;return n}function Zs(t){if(t instanceof Uint8Array){let e=new Uint8Array(t);return An(e.buffer,e.byteOffset,e.byteLength)}return xn(t)}function An(t,e,n){if(e<0||t.byteLength<e)throw new RangeError('"offset" is outside of buffer bounds');if(t.byteLength<e+(n||0))throw new RangeError('"length" is outside of buffer bounds');let r;return e===void 0&&n===void 0?r=new Uint8Array(t):n===void 0?r=new Uint8Array(t,e):r=new Uint8Array(t,e,n),Object.setPrototypeOf(r,_.prototype),r}function qs(t){if(_.isBuffer(t)){let e=Cn(t.length)|0,n=Oe(e);return n.length===0||t.copy(n,0,0,e),n}if(t.length!==void 0)return typeof t.length!="number"||Number.isNaN(t.length)?Oe(0):xn(t);if(t.type==="Buffer"&&Array.isArray(t.data))return xn(t.data)}function Cn(t){if(t>=In)throw new RangeError("Attempt to allocate Buffer larger than maximum size: 0x"+In.toString(16)+" bytes");return t|0}_.isBuffer=function(e){return e!=null&&e._isBuffer===!0&&e!==_.prototype};_.compare=function(e,n){if(e instanceof Uint8Array&&(e=_.from(e,e.offset,e.byteLength)),n instanceof Uint8Array&&(n=_.from(n,n.offset,n.byteLength)),!_.isBuffer(e)||!_.isBuffer(n))throw new TypeError('The "buf1", "buf2" arguments must be one of type Buffer or Uint8Array');if(e===n)return 0;let r=e.length,o=n.length;for(let i=0,s=Math.min(r,o);i<s;++i)if(e[i]!==n[i]){r=e[i],o=n[i];break}return r<o?-1:o<r?1:0};_.isEncoding=function(e){switch(String(e).toLowerCase()){case"hex":case"utf8":case"utf-8":case"ascii":case"latin1":case"binary":case"base64":case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return!0;default:return!1}};_.concat=function(e,n){if(!Array.isArray(e))throw new TypeError('"list" argument must be an Array of Buffers');if(e.length===0)return _.alloc(0);let r;if(n===void 0)for(n=0,r=0;r<e.length;++r)n+=e[r].length;let o=_.allocUnsafe(n),i=0;for(r=0;r<e.length;++r){let s=e[r];if(s instanceof Uint8Array)i+s.length>o.length?(_.isBuffer(s)||(s=_.from(s.buffer,s.byteOffset,s.byteLength)),s.copy(o,i)):Uint8Array.prototype.set.call(o,s,i);else if(_.isBuffer(s))s.copy(o,i);else throw new TypeError('"list" argument must be an Array of Buffers');i+=s.length}return o};function Eo(t,e){if(_.isBuffer(t))return t.length;if(ArrayBuffer.isView(t)||t instanceof ArrayBuffer)return t.byteLength;if(typeof t!="string")throw new TypeError('The "string" argument must be one of type string, Buffer, or ArrayBuffer. Received type '+typeof t);let n=t.length,r=arguments.length>2&&arguments[2]===!0;if(!r&&n===0)return 0;let o=!1;for(;;)switch(e){case"ascii":case"latin1":case"binary":return n;case"utf8":case"utf-8":return Tn(t).length;case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return n*2;case"hex":return n>>>1;case"base64":return Co(t).length;default:if(o)return r?-1:Tn(t).length;e=(""+e).toLowerCase(),o=!0}}_.byteLength=Eo;function Ws(t,e,n){let r=!1;if((e===void 0||e<0)&&(e=0),e>this.length||((n===void 0||n>this.length)&&(n=this.length),n<=0)||(n>>>=0,e>>>=0,n<=e))return"";for(t||(t="utf8");;)switch(t){case"hex":return ia(this,e,n);case"utf8":case"utf-8":return wo(this,e,n);case"ascii":return ra(this,e,n);case"latin1":case"binary":return oa(this,e,n);case"base64":return ta(this,e,n);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return sa(this,e,n);default:if(r)throw new TypeError("Unknown encoding: "+t);t=(t+"").toLowerCase(),r=!0}}_.prototype._isBuffer=!0;function Ge(t,e,n){let r=t[e];t[e]=t[n],t[n]=r}_.prototype.swap16=function(){let e=this.length;if(e%2!==0)throw new RangeError("Buffer size must be a multiple of 16-bits");for(let n=0;n<e;n+=2)Ge(this,n,n+1);return this};_.prototype.swap32=function(){let e=this.length;if(e%4!==0)throw new RangeError("Buffer size must be a multiple of 32-bits");for(let n=0;n<e;n+=4)Ge(this,n,n+3),Ge(this,n+1,n+2);return this};_.prototype.swap64=function(){let e=this.length;if(e%8!==0)throw new RangeError("Buffer size must be a multiple of 64-bits");for(let n=0;n<e;n+=8)Ge(this,n,n+7),Ge(this,n+1,n+6),Ge(this,n+2,n+5),Ge(this,n+3,n+4);return this};_.prototype.toString=function(){let e=this.length;return e===0?"":arguments.length===0?wo(this,0,e):Ws.apply(this,arguments)};_.prototype.toLocaleString=_.prototype.toString;_.prototype.equals=function(e){if(!_.isBuffer(e))throw new TypeError("Argument must be a Buffer");return this===e?!0:_.compare(this,e)===0};_.prototype.inspect=function(){let e="",n=$s.INSPECT_MAX_BYTES;return e=this.toString("hex",0,n).replace(/(.{2})/g,"$1 ").trim(),this.length>n&&(e+=" ... "),"<Buffer "+e+">"};_.prototype[Symbol.for("nodejs.util.inspect.custom")]=_.prototype.inspect;_.prototype.compare=function(e,n,r,o,i){if(e instanceof Uint8Array&&(e=_.from(e,e.offset,e.byteLength)),!_.isBuffer(e))throw new TypeError('The "target" argument must be one of type Buffer or Uint8Array. Received type '+typeof e);if(n===void 0&&(n=0),r===void 0&&(r=e?e.length:0),o===void 0&&(o=0),i===void 0&&(i=this.length),n<0||r>e.length||o<0||i>this.length)throw new RangeError("out of range index");if(o>=i&&n>=r)return 0;if(o>=i)return-1;if(n>=r)return 1;if(n>>>=0,r>>>=0,o>>>=0,i>>>=0,this===e)return 0;let s=i-o,l=r-n,a=Math.min(s,l),c=this.slice(o,i),d=e.slice(n,r);for(let f=0;f<a;++f)if(c[f]!==d[f]){s=c[f],l=d[f];break}return s<l?-1:l<s?1:0};function vo(t,e,n,r,o){if(t.length===0)return-1;if(typeof n=="string"?(r=n,n=0):n>2147483647?n=2147483647:n<-2147483648&&(n=-2147483648),n=+n,Number.isNaN(n)&&(n=o?0:t.length-1),n<0&&(n=t.length+n),n>=t.length){if(o)return-1;n=t.length-1}else if(n<0)if(o)n=0;else return-1;if(typeof e=="string"&&(e=_.from(e,r)),_.isBuffer(e))return e.length===0?-1:mo(t,e,n,r,o);if(typeof e=="number")return e=e&255,typeof Uint8Array.prototype.indexOf=="function"?o?Uint8Array.prototype.indexOf.call(t,e,n):Uint8Array.prototype.lastIndexOf.call(t,e,n):mo(t,[e],n,r,o);throw new TypeError("val must be string, number or Buffer")}function mo(t,e,n,r,o){let i=1,s=t.length,l=e.length;if(r!==void 0&&(r=String(r).toLowerCase(),r==="ucs2"||r==="ucs-2"||r==="utf16le"||r==="utf-16le")){if(t.length<2||e.length<2)return-1;i=2,s/=2,l/=2,n/=2}function a(d,f){return i===1?d[f]:d.readUInt16BE(f*i)}let c;if(o){let d=-1;for(c=n;c<s;c++)if(a(t,c)===a(e,d===-1?0:c-d)){if(d===-1&&(d=c),c-d+1===l)return d*i}else d!==-1&&(c-=c-d),d=-1}else for(n+l>s&&(n=s-l),c=n;c>=0;c--){let d=!0;for(let f=0;f<l;f++)if(a(t,c+f)!==a(e,f)){d=!1;break}if(d)return c}return-1}_.prototype.includes=function(e,n,r){return this.indexOf(e,n,r)!==-1};_.prototype.indexOf=function(e,n,r){return vo(this,e,n,r,!0)};_.prototype.lastIndexOf=function(e,n,r){return vo(this,e,n,r,!1)};function Ks(t,e,n,r){n=Number(n)||0;let o=t.length-n;r?(r=Number(r),r>o&&(r=o)):r=o;let i=e.length;r>i/2&&(r=i/2);let s;for(s=0;s<r;++s){let l=parseInt(e.substr(s*2,2),16);if(Number.isNaN(l))return s;t[n+s]=l}return s}function Qs(t,e,n,r){return Ut(Tn(e,t.length-n),t,n,r)}function Ys(t,e,n,r){return Ut(da(e),t,n,r)}function Xs(t,e,n,r){return Ut(Co(e),t,n,r)}function ea(t,e,n,r){return Ut(ua(e,t.length-n),t,n,r)}_.prototype.write=function(e,n,r,o){if(n===void 0)o="utf8",r=this.length,n=0;else if(r===void 0&&typeof n=="string")o=n,r=this.length,n=0;else if(isFinite(n))n=n>>>0,isFinite(r)?(r=r>>>0,o===void 0&&(o="utf8")):(o=r,r=void 0);else throw new Error("Buffer.write(string, encoding, offset[, length]) is no longer supported");let i=this.length-n;if((r===void 0||r>i)&&(r=i),e.length>0&&(r<0||n<0)||n>this.length)throw new RangeError("Attempt to write outside buffer bounds");o||(o="utf8");let s=!1;for(;;)switch(o){case"hex":return Ks(this,e,n,r);case"utf8":case"utf-8":return Qs(this,e,n,r);case"ascii":case"latin1":case"binary":return Ys(this,e,n,r);case"base64":return Xs(this,e,n,r);case"ucs2":case"ucs-2":case"utf16le":case"utf-16le":return ea(this,e,n,r);default:if(s)throw new TypeError("Unknown encoding: "+o);o=(""+o).toLowerCase(),s=!0}};_.prototype.toJSON=function(){return{type:"Buffer",data:Array.prototype.slice.call(this._arr||this,0)}};function ta(t,e,n){return e===0&&n===t.length?wn(t):wn(t.slice(e,n))}function wo(t,e,n){n=Math.min(t.length,n);let r=[],o=e;for(;o<n;){let i=t[o],s=null,l=i>239?4:i>223?3:i>191?2:1;if(o+l<=n){let a,c,d,f;switch(l){case 1:i<128&&(s=i);break;case 2:a=t[o+1],(a&192)===128&&(f=(i&31)<<6|a&63,f>127&&(s=f));break;case 3:a=t[o+1],c=t[o+2],(a&192)===128&&(c&192)===128&&(f=(i&15)<<12|(a&63)<<6|c&63,f>2047&&(f<55296||f>57343)&&(s=f));break;case 4:a=t[o+1],c=t[o+2],d=t[o+3],(a&192)===128&&(c&192)===128&&(d&192)===128&&(f=(i&15)<<18|(a&63)<<12|(c&63)<<6|d&63,f>65535&&f<1114112&&(s=f))}}s===null?(s=65533,l=1):s>65535&&(s-=65536,r.push(s>>>10&1023|55296),s=56320|s&1023),r.push(s),o+=l}return na(r)}var _o=4096;function na(t){let e=t.length;if(e<=_o)return String.fromCharCode.apply(String,t);let n="",r=0;for(;r<e;)n+=String.fromCharCode.apply(String,t.slice(r,r+=_o));return n}function ra(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]&127);return r}function oa(t,e,n){let r="";n=Math.min(t.length,n);for(let o=e;o<n;++o)r+=String.fromCharCode(t[o]);return r}function ia(t,e,n){let r=t.length;(!e||e<0)&&(e=0),(!n||n<0||n>r)&&(n=r);let o="";for(let i=e;i<n;++i)o+=fa[t[i]];return o}function sa(t,e,n){let r=t.slice(e,n),o="";for(let i=0;i<r.length-1;i+=2)o+=String.fromCharCode(r[i]+r[i+1]*256);return o}_.prototype.slice=function(e,n){let r=this.length;e=~~e,n=n===void 0?r:~~n,e<0?(e+=r,e<0&&(e=0)):e>r&&(e=r),n<0?(n+=r,n<0&&(n=0)):n>r&&(n=r),n<e&&(n=e);let o=this.subarray(e,n);return Object.setPrototypeOf(o,_.prototype),o};function ue(t,e,n){if(t%1!==0||t<0)throw new RangeError("offset is not uint");if(t+e>n)throw new RangeError("Trying to access beyond buffer length")}_.prototype.readUintLE=_.prototype.readUIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ue(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return o};_.prototype.readUintBE=_.prototype.readUIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ue(e,n,this.length);let o=this[e+--n],i=1;for(;n>0&&(i*=256);)o+=this[e+--n]*i;return o};_.prototype.readUint8=_.prototype.readUInt8=function(e,n){return e=e>>>0,n||ue(e,1,this.length),this[e]};_.prototype.readUint16LE=_.prototype.readUInt16LE=function(e,n){return e=e>>>0,n||ue(e,2,this.length),this[e]|this[e+1]<<8};_.prototype.readUint16BE=_.prototype.readUInt16BE=function(e,n){return e=e>>>0,n||ue(e,2,this.length),this[e]<<8|this[e+1]};_.prototype.readUint32LE=_.prototype.readUInt32LE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),(this[e]|this[e+1]<<8|this[e+2]<<16)+this[e+3]*16777216};_.prototype.readUint32BE=_.prototype.readUInt32BE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),this[e]*16777216+(this[e+1]<<16|this[e+2]<<8|this[e+3])};_.prototype.readBigUInt64LE=function(e){e=e>>>0,nt(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&ht(e,this.length-8);let o=n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24,i=this[++e]+this[++e]*2**8+this[++e]*2**16+r*2**24;return BigInt(o)+(BigInt(i)<<BigInt(32))};_.prototype.readBigUInt64BE=function(e){e=e>>>0,nt(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&ht(e,this.length-8);let o=n*2**24+this[++e]*2**16+this[++e]*2**8+this[++e],i=this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r;return(BigInt(o)<<BigInt(32))+BigInt(i)};_.prototype.readIntLE=function(e,n,r){e=e>>>0,n=n>>>0,r||ue(e,n,this.length);let o=this[e],i=1,s=0;for(;++s<n&&(i*=256);)o+=this[e+s]*i;return i*=128,o>=i&&(o-=Math.pow(2,8*n)),o};_.prototype.readIntBE=function(e,n,r){e=e>>>0,n=n>>>0,r||ue(e,n,this.length);let o=n,i=1,s=this[e+--o];for(;o>0&&(i*=256);)s+=this[e+--o]*i;return i*=128,s>=i&&(s-=Math.pow(2,8*n)),s};_.prototype.readInt8=function(e,n){return e=e>>>0,n||ue(e,1,this.length),this[e]&128?(255-this[e]+1)*-1:this[e]};_.prototype.readInt16LE=function(e,n){e=e>>>0,n||ue(e,2,this.length);let r=this[e]|this[e+1]<<8;return r&32768?r|4294901760:r};_.prototype.readInt16BE=function(e,n){e=e>>>0,n||ue(e,2,this.length);let r=this[e+1]|this[e]<<8;return r&32768?r|4294901760:r};_.prototype.readInt32LE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),this[e]|this[e+1]<<8|this[e+2]<<16|this[e+3]<<24};_.prototype.readInt32BE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),this[e]<<24|this[e+1]<<16|this[e+2]<<8|this[e+3]};_.prototype.readBigInt64LE=function(e){e=e>>>0,nt(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&ht(e,this.length-8);let o=this[e+4]+this[e+5]*2**8+this[e+6]*2**16+(r<<24);return(BigInt(o)<<BigInt(32))+BigInt(n+this[++e]*2**8+this[++e]*2**16+this[++e]*2**24)};_.prototype.readBigInt64BE=function(e){e=e>>>0,nt(e,"offset");let n=this[e],r=this[e+7];(n===void 0||r===void 0)&&ht(e,this.length-8);let o=(n<<24)+this[++e]*2**16+this[++e]*2**8+this[++e];return(BigInt(o)<<BigInt(32))+BigInt(this[++e]*2**24+this[++e]*2**16+this[++e]*2**8+r)};_.prototype.readFloatLE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),pt(this,e,!0,23,4)};_.prototype.readFloatBE=function(e,n){return e=e>>>0,n||ue(e,4,this.length),pt(this,e,!1,23,4)};_.prototype.readDoubleLE=function(e,n){return e=e>>>0,n||ue(e,8,this.length),pt(this,e,!0,52,8)};_.prototype.readDoubleBE=function(e,n){return e=e>>>0,n||ue(e,8,this.length),pt(this,e,!1,52,8)};function be(t,e,n,r,o,i){if(!_.isBuffer(t))throw new TypeError('"buffer" argument must be a Buffer instance');if(e>o||e<i)throw new RangeError('"value" argument is out of bounds');if(n+r>t.length)throw new RangeError("Index out of range")}_.prototype.writeUintLE=_.prototype.writeUIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let l=Math.pow(2,8*r)-1;be(this,e,n,r,l,0)}let i=1,s=0;for(this[n]=e&255;++s<r&&(i*=256);)this[n+s]=e/i&255;return n+r};_.prototype.writeUintBE=_.prototype.writeUIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,r=r>>>0,!o){let l=Math.pow(2,8*r)-1;be(this,e,n,r,l,0)}let i=r-1,s=1;for(this[n+i]=e&255;--i>=0&&(s*=256);)this[n+i]=e/s&255;return n+r};_.prototype.writeUint8=_.prototype.writeUInt8=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,1,255,0),this[n]=e&255,n+1};_.prototype.writeUint16LE=_.prototype.writeUInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,2,65535,0),this[n]=e&255,this[n+1]=e>>>8,n+2};_.prototype.writeUint16BE=_.prototype.writeUInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,2,65535,0),this[n]=e>>>8,this[n+1]=e&255,n+2};_.prototype.writeUint32LE=_.prototype.writeUInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,4,4294967295,0),this[n+3]=e>>>24,this[n+2]=e>>>16,this[n+1]=e>>>8,this[n]=e&255,n+4};_.prototype.writeUint32BE=_.prototype.writeUInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,4,4294967295,0),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};function So(t,e,n,r,o){Lo(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i,i=i>>8,t[n++]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,s=s>>8,t[n++]=s,n}function Io(t,e,n,r,o){Lo(e,r,o,t,n,7);let i=Number(e&BigInt(4294967295));t[n+7]=i,i=i>>8,t[n+6]=i,i=i>>8,t[n+5]=i,i=i>>8,t[n+4]=i;let s=Number(e>>BigInt(32)&BigInt(4294967295));return t[n+3]=s,s=s>>8,t[n+2]=s,s=s>>8,t[n+1]=s,s=s>>8,t[n]=s,n+8}_.prototype.writeBigUInt64LE=function(e,n=0){return So(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};_.prototype.writeBigUInt64BE=function(e,n=0){return Io(this,e,n,BigInt(0),BigInt("0xffffffffffffffff"))};_.prototype.writeIntLE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);be(this,e,n,r,a-1,-a)}let i=0,s=1,l=0;for(this[n]=e&255;++i<r&&(s*=256);)e<0&&l===0&&this[n+i-1]!==0&&(l=1),this[n+i]=(e/s>>0)-l&255;return n+r};_.prototype.writeIntBE=function(e,n,r,o){if(e=+e,n=n>>>0,!o){let a=Math.pow(2,8*r-1);be(this,e,n,r,a-1,-a)}let i=r-1,s=1,l=0;for(this[n+i]=e&255;--i>=0&&(s*=256);)e<0&&l===0&&this[n+i+1]!==0&&(l=1),this[n+i]=(e/s>>0)-l&255;return n+r};_.prototype.writeInt8=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,1,127,-128),e<0&&(e=255+e+1),this[n]=e&255,n+1};_.prototype.writeInt16LE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,2,32767,-32768),this[n]=e&255,this[n+1]=e>>>8,n+2};_.prototype.writeInt16BE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,2,32767,-32768),this[n]=e>>>8,this[n+1]=e&255,n+2};_.prototype.writeInt32LE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,4,2147483647,-2147483648),this[n]=e&255,this[n+1]=e>>>8,this[n+2]=e>>>16,this[n+3]=e>>>24,n+4};_.prototype.writeInt32BE=function(e,n,r){return e=+e,n=n>>>0,r||be(this,e,n,4,2147483647,-2147483648),e<0&&(e=4294967295+e+1),this[n]=e>>>24,this[n+1]=e>>>16,this[n+2]=e>>>8,this[n+3]=e&255,n+4};_.prototype.writeBigInt64LE=function(e,n=0){return So(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};_.prototype.writeBigInt64BE=function(e,n=0){return Io(this,e,n,-BigInt("0x8000000000000000"),BigInt("0x7fffffffffffffff"))};function xo(t,e,n,r,o,i){if(n+r>t.length)throw new RangeError("Index out of range");if(n<0)throw new RangeError("Index out of range")}function Ao(t,e,n,r,o){return e=+e,n=n>>>0,o||xo(t,e,n,4,34028234663852886e22,-34028234663852886e22),Sn(t,e,n,r,23,4),n+4}_.prototype.writeFloatLE=function(e,n,r){return Ao(this,e,n,!0,r)};_.prototype.writeFloatBE=function(e,n,r){return Ao(this,e,n,!1,r)};function To(t,e,n,r,o){return e=+e,n=n>>>0,o||xo(t,e,n,8,17976931348623157e292,-17976931348623157e292),Sn(t,e,n,r,52,8),n+8}_.prototype.writeDoubleLE=function(e,n,r){return To(this,e,n,!0,r)};_.prototype.writeDoubleBE=function(e,n,r){return To(this,e,n,!1,r)};_.prototype.copy=function(e,n,r,o){if(!_.isBuffer(e))throw new TypeError("argument should be a Buffer");if(r||(r=0),!o&&o!==0&&(o=this.length),n>=e.length&&(n=e.length),n||(n=0),o>0&&o<r&&(o=r),o===r||e.length===0||this.length===0)return 0;if(n<0)throw new RangeError("targetStart out of bounds");if(r<0||r>=this.length)throw new RangeError("Index out of range");if(o<0)throw new RangeError("sourceEnd out of bounds");o>this.length&&(o=this.length),e.length-n<o-r&&(o=e.length-n+r);let i=o-r;return this===e?this.copyWithin(n,r,o):Uint8Array.prototype.set.call(e,this.subarray(r,o),n),i};_.prototype.fill=function(e,n,r,o){if(typeof e=="string"){if(typeof n=="string"?(o=n,n=0,r=this.length):typeof r=="string"&&(o=r,r=this.length),o!==void 0&&typeof o!="string")throw new TypeError("encoding must be a string");if(typeof o=="string"&&!_.isEncoding(o))throw new TypeError("Unknown encoding: "+o);if(e.length===1){let s=e.charCodeAt(0);(o==="utf8"&&s<128||o==="latin1")&&(e=s)}}else typeof e=="number"?e=e&255:typeof e=="boolean"&&(e=Number(e));if(n<0||this.length<n||this.length<r)throw new RangeError("Out of range index");if(r<=n)return this;n=n>>>0,r=r===void 0?this.length:r>>>0,e||(e=0);let i;if(typeof e=="number")for(i=n;i<r;++i)this[i]=e;else{let s=_.isBuffer(e)?e:_.from(e,o),l=s.length;if(l===0)throw new TypeError('The value "'+e+'" is invalid for argument "value"');for(i=0;i<r-n;++i)this[i+n]=s[i%l]}return this};var tt={};function kn(t,e,n){tt[t]=class extends n{constructor(){super(),Object.defineProperty(this,"message",{value:e.apply(this,arguments),writable:!0,configurable:!0}),this.name=`${this.name} [${t}]`,this.stack,delete this.name}get code(){return t}set code(o){Object.defineProperty(this,"code",{configurable:!0,enumerable:!0,value:o,writable:!0})}toString(){return`${this.name} [${t}]: ${this.message}`}}}kn("ERR_BUFFER_OUT_OF_BOUNDS",function(t){return t?`${t} is outside of buffer bounds`:"Attempt to access memory outside buffer bounds"},RangeError);kn("ERR_INVALID_ARG_TYPE",function(t,e){return`The "${t}" argument must be of type number. Received type ${typeof e}`},TypeError);kn("ERR_OUT_OF_RANGE",function(t,e,n){let r=`The value of "${t}" is out of range.`,o=n;return Number.isInteger(n)&&Math.abs(n)>2**32?o=go(String(n)):typeof n=="bigint"&&(o=String(n),(n>BigInt(2)**BigInt(32)||n<-(BigInt(2)**BigInt(32)))&&(o=go(o)),o+="n"),r+=` It must be ${e}. Received ${o}`,r},RangeError);function go(t){let e="",n=t.length,r=t[0]==="-"?1:0;for(;n>=r+4;n-=3)e=`_${t.slice(n-3,n)}${e}`;return`${t.slice(0,n)}${e}`}function aa(t,e,n){nt(e,"offset"),(t[e]===void 0||t[e+n]===void 0)&&ht(e,t.length-(n+1))}function Lo(t,e,n,r,o,i){if(t>n||t<e){let s=typeof e=="bigint"?"n":"",l;throw i>3?e===0||e===BigInt(0)?l=`>= 0${s} and < 2${s} ** ${(i+1)*8}${s}`:l=`>= -(2${s} ** ${(i+1)*8-1}${s}) and < 2 ** ${(i+1)*8-1}${s}`:l=`>= ${e}${s} and <= ${n}${s}`,new tt.ERR_OUT_OF_RANGE("value",l,t)}aa(r,o,i)}function nt(t,e){if(typeof t!="number")throw new tt.ERR_INVALID_ARG_TYPE(e,"number",t)}function ht(t,e,n){throw Math.floor(t)!==t?(nt(t,n),new tt.ERR_OUT_OF_RANGE(n||"offset","an integer",t)):e<0?new tt.ERR_BUFFER_OUT_OF_BOUNDS:new tt.ERR_OUT_OF_RANGE(n||"offset",`>= ${n?1:0} and <= ${e}`,t)}var la=/[^+/0-9A-Za-z-_]/g;function ca(t){if(t=t.split("=")[0],t=t.trim().replace(la,""),t.length<2)return"";for(;t.length%4!==0;)t=t+"=";return t}function Tn(t,e){e=e||1/0;let n,r=t.length,o=null,i=[];for(let s=0;s<r;++s){if(n=t.charCodeAt(s),n>55295&&n<57344){if(!o){if(n>56319){(e-=3)>-1&&i.push(239,191,189);continue}else if(s+1===r){(e-=3)>-1&&i.push(239,191,189);continue}o=n;continue}if(n<56320){(e-=3)>-1&&i.push(239,191,189),o=n;continue}n=(o-55296<<10|n-56320)+65536}else o&&(e-=3)>-1&&i.push(239,191,189);if(o=null,n<128){if((e-=1)<0)break;i.push(n)}else if(n<2048){if((e-=2)<0)break;i.push(n>>6|192,n&63|128)}else if(n<65536){if((e-=3)<0)break;i.push(n>>12|224,n>>6&63|128,n&63|128)}else if(n<1114112){if((e-=4)<0)break;i.push(n>>18|240,n>>12&63|128,n>>6&63|128,n&63|128)}else throw new Error("Invalid code point")}return i}function da(t){let e=[];for(let n=0;n<t.length;++n)e.push(t.charCodeAt(n)&255);return e}function ua(t,e){let n,r,o,i=[];for(let s=0;s<t.length&&!((e-=2)<0);++s)n=t.charCodeAt(s),r=n>>8,o=n%256,i.push(o),i.push(r);return i}function Co(t){return ho(ca(t))}function Ut(t,e,n,r){let o;for(o=0;o<r&&!(o+n>=e.length||o>=t.length);++o)e[o+n]=t[o];return o}var fa=function(){let t="0123456789abcdef",e=new Array(256);for(let n=0;n<16;++n){let r=n*16;for(let o=0;o<16;++o)e[r+o]=t[n]+t[o]}return e}();var rn={};Fs(rn,{ArtMethod:()=>Wt,ArtStackVisitor:()=>cr,DVM_JNI_ENV_OFFSET_SELF:()=>Qo,HandleVector:()=>vt,VariableSizedHandleScope:()=>wt,backtrace:()=>Ir,deoptimizeBootImage:()=>Cr,deoptimizeEverything:()=>Lr,deoptimizeMethod:()=>Tr,ensureClassInitialized:()=>Rc,getAndroidApiLevel:()=>se,getAndroidVersion:()=>St,getApi:()=>H,getArtApexVersion:()=>gr,getArtClassSpec:()=>yr,getArtFieldSpec:()=>tn,getArtMethodSpec:()=>ve,getArtThreadFromEnv:()=>nn,getArtThreadSpec:()=>it,makeArtClassLoaderVisitor:()=>Sr,makeArtClassVisitor:()=>wr,makeMethodMangler:()=>Ld,makeObjectVisitorPredicate:()=>Nr,revertGlobalPatches:()=>xr,translateMethod:()=>Cd,withAllArtThreadsSuspended:()=>vr,withRunnableArtThread:()=>xe});var{pageSize:Nn,pointerSize:pa}=Process,Mn=class{constructor(e){this.sliceSize=e,this.slicesPerPage=Nn/e,this.pages=[],this.free=[]}allocateSlice(e,n){let r=e.near===void 0,o=n===1;if(r&&o){let i=this.free.pop();if(i!==void 0)return i}else if(n<Nn){let{free:i}=this,s=i.length,l=o?null:ptr(n-1);for(let a=0;a!==s;a++){let c=i[a],d=r||this._isSliceNear(c,e),f=o||c.and(l).isNull();if(d&&f)return i.splice(a,1)[0]}}return this._allocatePage(e)}_allocatePage(e){let n=Memory.alloc(Nn,e),{sliceSize:r,slicesPerPage:o}=this;for(let i=1;i!==o;i++){let s=n.add(i*r);this.free.push(s)}return this.pages.push(n),n}_isSliceNear(e,n){let r=e.add(this.sliceSize),{near:o,maxDistance:i}=n,s=ko(o.sub(e)),l=ko(o.sub(r));return s.compare(i)<=0&&l.compare(i)<=0}freeSlice(e){this.free.push(e)}};function ko(t){let e=pa===4?31:63,n=ptr(1).shl(e).not();return t.and(n)}function jn(t){return new Mn(t)}function _e(t,e){if(e!==0)throw new Error(t+" failed: "+e)}var Dt={v1_0:805371904,v1_2:805372416},Bt={canTagObjects:1},{pointerSize:ha}=Process,ma={exceptions:"propagate"};function Re(t,e){this.handle=t,this.vm=e,this.vtable=t.readPointer()}Re.prototype.deallocate=mt(47,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});Re.prototype.getLoadedClasses=mt(78,"int32",["pointer","pointer","pointer"],function(t,e,n){let r=t(this.handle,e,n);_e("EnvJvmti::getLoadedClasses",r)});Re.prototype.iterateOverInstancesOfClass=mt(112,"int32",["pointer","pointer","int","pointer","pointer"],function(t,e,n,r,o){let i=t(this.handle,e,n,r,o);_e("EnvJvmti::iterateOverInstancesOfClass",i)});Re.prototype.getObjectsWithTags=mt(114,"int32",["pointer","int","pointer","pointer","pointer","pointer"],function(t,e,n,r,o,i){let s=t(this.handle,e,n,r,o,i);_e("EnvJvmti::getObjectsWithTags",s)});Re.prototype.addCapabilities=mt(142,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});function mt(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(this.vtable.add((t-1)*ha).readPointer(),e,n,ma));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}function Pe(t,e,{limit:n}){let r=t,o=null;for(let i=0;i!==n;i++){let s=Instruction.parse(r),l=e(s,o);if(l!==null)return l;r=s.next,o=s}return null}function he(t){let e=null,n=!1;return function(...r){return n||(e=t(...r),n=!0),e}}function y(t,e){this.handle=t,this.vm=e}var zt=Process.pointerSize,Be=2,_a=28,ga=34,ba=37,ya=40,Ea=43,va=46,wa=49,Sa=52,Ia=55,xa=58,Aa=61,Ta=64,La=67,Ca=70,ka=73,Na=76,Ma=79,ja=82,Oa=85,Ra=88,Pa=91,Fa=114,Ua=117,Da=120,Ba=123,za=126,Va=129,Ja=132,$a=135,Ga=138,Ha=141,Za=95,qa=96,Wa=97,Ka=98,Qa=99,Ya=100,Xa=101,el=102,tl=103,nl=104,rl=105,ol=106,il=107,sl=108,al=109,ll=110,cl=111,dl=112,ul=145,fl=146,pl=147,hl=148,ml=149,_l=150,gl=151,bl=152,yl=153,El=154,vl=155,wl=156,Sl=157,Il=158,xl=159,Al=160,Tl=161,Ll=162,Cl={pointer:ga,uint8:ba,int8:ya,uint16:Ea,int16:va,int32:wa,int64:Sa,float:Ia,double:xa,void:Aa},kl={pointer:Ta,uint8:La,int8:Ca,uint16:ka,int16:Na,int32:Ma,int64:ja,float:Oa,double:Ra,void:Pa},Nl={pointer:Fa,uint8:Ua,int8:Da,uint16:Ba,int16:za,int32:Va,int64:Ja,float:$a,double:Ga,void:Ha},Ml={pointer:Za,uint8:qa,int8:Wa,uint16:Ka,int16:Qa,int32:Ya,int64:Xa,float:el,double:tl},jl={pointer:nl,uint8:rl,int8:ol,uint16:il,int16:sl,int32:al,int64:ll,float:cl,double:dl},Ol={pointer:ul,uint8:fl,int8:pl,uint16:hl,int16:ml,int32:_l,int64:gl,float:bl,double:yl},Rl={pointer:El,uint8:vl,int8:wl,uint16:Sl,int16:Il,int32:xl,int64:Al,float:Tl,double:Ll},Mo={exceptions:"propagate"},On=null,Gn=[];y.dispose=function(t){Gn.forEach(t.deleteGlobalRef,t),Gn=[]};function He(t){return Gn.push(t),t}function Vt(t){return On===null&&(On=t.handle.readPointer()),On}function C(t,e,n,r){let o=null;return function(){o===null&&(o=new NativeFunction(Vt(this).add(t*zt).readPointer(),e,n,Mo));let i=[o];return i=i.concat.apply(i,arguments),r.apply(this,i)}}y.prototype.getVersion=C(4,"int32",["pointer"],function(t){return t(this.handle)});y.prototype.findClass=C(6,"pointer",["pointer","pointer"],function(t,e){let n=t(this.handle,Memory.allocUtf8String(e));return this.throwIfExceptionPending(),n});y.prototype.throwIfExceptionPending=function(){let t=this.exceptionOccurred();if(t.isNull())return;this.exceptionClear();let e=this.newGlobalRef(t);this.deleteLocalRef(t);let n=this.vaMethod("pointer",[])(this.handle,e,this.javaLangObject().toString),r=this.stringFromJni(n);this.deleteLocalRef(n);let o=new Error(r);throw o.$h=e,Script.bindWeak(o,Pl(this.vm,e)),o};function Pl(t,e){return function(){t.perform(n=>{n.deleteGlobalRef(e)})}}y.prototype.fromReflectedMethod=C(7,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.fromReflectedField=C(8,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.toReflectedMethod=C(9,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});y.prototype.getSuperclass=C(10,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.isAssignableFrom=C(11,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});y.prototype.toReflectedField=C(12,"pointer",["pointer","pointer","pointer","uint8"],function(t,e,n,r){return t(this.handle,e,n,r)});y.prototype.throw=C(13,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.exceptionOccurred=C(15,"pointer",["pointer"],function(t){return t(this.handle)});y.prototype.exceptionDescribe=C(16,"void",["pointer"],function(t){t(this.handle)});y.prototype.exceptionClear=C(17,"void",["pointer"],function(t){t(this.handle)});y.prototype.pushLocalFrame=C(19,"int32",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.popLocalFrame=C(20,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.newGlobalRef=C(21,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.deleteGlobalRef=C(22,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});y.prototype.deleteLocalRef=C(23,"void",["pointer","pointer"],function(t,e){t(this.handle,e)});y.prototype.isSameObject=C(24,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});y.prototype.newLocalRef=C(25,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.allocObject=C(27,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.getObjectClass=C(31,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.isInstanceOf=C(32,"uint8",["pointer","pointer","pointer"],function(t,e,n){return!!t(this.handle,e,n)});y.prototype.getMethodId=C(33,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});y.prototype.getFieldId=C(94,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});y.prototype.getIntField=C(100,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});y.prototype.getStaticMethodId=C(113,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});y.prototype.getStaticFieldId=C(144,"pointer",["pointer","pointer","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,Memory.allocUtf8String(n),Memory.allocUtf8String(r))});y.prototype.getStaticIntField=C(150,"int32",["pointer","pointer","pointer"],function(t,e,n){return t(this.handle,e,n)});y.prototype.getStringLength=C(164,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.getStringChars=C(165,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.releaseStringChars=C(166,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});y.prototype.newStringUtf=C(167,"pointer",["pointer","pointer"],function(t,e){let n=Memory.allocUtf8String(e);return t(this.handle,n)});y.prototype.getStringUtfChars=C(169,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.releaseStringUtfChars=C(170,"void",["pointer","pointer","pointer"],function(t,e,n){t(this.handle,e,n)});y.prototype.getArrayLength=C(171,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.newObjectArray=C(172,"pointer",["pointer","int32","pointer","pointer"],function(t,e,n,r){return t(this.handle,e,n,r)});y.prototype.getObjectArrayElement=C(173,"pointer",["pointer","pointer","int32"],function(t,e,n){return t(this.handle,e,n)});y.prototype.setObjectArrayElement=C(174,"void",["pointer","pointer","int32","pointer"],function(t,e,n,r){t(this.handle,e,n,r)});y.prototype.newBooleanArray=C(175,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newByteArray=C(176,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newCharArray=C(177,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newShortArray=C(178,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newIntArray=C(179,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newLongArray=C(180,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newFloatArray=C(181,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.newDoubleArray=C(182,"pointer",["pointer","int32"],function(t,e){return t(this.handle,e)});y.prototype.getBooleanArrayElements=C(183,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getByteArrayElements=C(184,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getCharArrayElements=C(185,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getShortArrayElements=C(186,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getIntArrayElements=C(187,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getLongArrayElements=C(188,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getFloatArrayElements=C(189,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.getDoubleArrayElements=C(190,"pointer",["pointer","pointer","pointer"],function(t,e){return t(this.handle,e,NULL)});y.prototype.releaseBooleanArrayElements=C(191,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseByteArrayElements=C(192,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseCharArrayElements=C(193,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseShortArrayElements=C(194,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseIntArrayElements=C(195,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseLongArrayElements=C(196,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseFloatArrayElements=C(197,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.releaseDoubleArrayElements=C(198,"pointer",["pointer","pointer","pointer","int32"],function(t,e,n){t(this.handle,e,n,Be)});y.prototype.getByteArrayRegion=C(200,"void",["pointer","pointer","int","int","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setBooleanArrayRegion=C(207,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setByteArrayRegion=C(208,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setCharArrayRegion=C(209,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setShortArrayRegion=C(210,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setIntArrayRegion=C(211,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setLongArrayRegion=C(212,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setFloatArrayRegion=C(213,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.setDoubleArrayRegion=C(214,"void",["pointer","pointer","int32","int32","pointer"],function(t,e,n,r,o){t(this.handle,e,n,r,o)});y.prototype.registerNatives=C(215,"int32",["pointer","pointer","pointer","int32"],function(t,e,n,r){return t(this.handle,e,n,r)});y.prototype.monitorEnter=C(217,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.monitorExit=C(218,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.getDirectBufferAddress=C(230,"pointer",["pointer","pointer"],function(t,e){return t(this.handle,e)});y.prototype.getObjectRefType=C(232,"int32",["pointer","pointer"],function(t,e){return t(this.handle,e)});var No=new Map;function Jt(t,e,n,r){return Zn(this,"p",Ul,t,e,n,r)}function Hn(t,e,n,r){return Zn(this,"v",Dl,t,e,n,r)}function Fl(t,e,n,r){return Zn(this,"n",Bl,t,e,n,r)}function Zn(t,e,n,r,o,i,s){if(s!==void 0)return n(t,r,o,i,s);let l=[r,e,o].concat(i).join("|"),a=No.get(l);return a===void 0&&(a=n(t,r,o,i,Mo),No.set(l,a)),a}function Ul(t,e,n,r,o){return new NativeFunction(Vt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer"].concat(r),o)}function Dl(t,e,n,r,o){return new NativeFunction(Vt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer","..."].concat(r),o)}function Bl(t,e,n,r,o){return new NativeFunction(Vt(t).add(e*zt).readPointer(),n,["pointer","pointer","pointer","pointer","..."].concat(r),o)}y.prototype.constructor=function(t,e){return Hn.call(this,_a,"pointer",t,e)};y.prototype.vaMethod=function(t,e,n){let r=Cl[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Hn.call(this,r,t,e,n)};y.prototype.nonvirtualVaMethod=function(t,e,n){let r=kl[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Fl.call(this,r,t,e,n)};y.prototype.staticVaMethod=function(t,e,n){let r=Nl[t];if(r===void 0)throw new Error("Unsupported type: "+t);return Hn.call(this,r,t,e,n)};y.prototype.getField=function(t){let e=Ml[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Jt.call(this,e,t,[])};y.prototype.getStaticField=function(t){let e=Ol[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Jt.call(this,e,t,[])};y.prototype.setField=function(t){let e=jl[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Jt.call(this,e,"void",[t])};y.prototype.setStaticField=function(t){let e=Rl[t];if(e===void 0)throw new Error("Unsupported type: "+t);return Jt.call(this,e,"void",[t])};var Rn=null;y.prototype.javaLangClass=function(){if(Rn===null){let t=this.findClass("java/lang/Class");try{let e=this.getMethodId.bind(this,t);Rn={handle:He(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getSimpleName:e("getSimpleName","()Ljava/lang/String;"),getGenericSuperclass:e("getGenericSuperclass","()Ljava/lang/reflect/Type;"),getDeclaredConstructors:e("getDeclaredConstructors","()[Ljava/lang/reflect/Constructor;"),getDeclaredMethods:e("getDeclaredMethods","()[Ljava/lang/reflect/Method;"),getDeclaredFields:e("getDeclaredFields","()[Ljava/lang/reflect/Field;"),isArray:e("isArray","()Z"),isPrimitive:e("isPrimitive","()Z"),isInterface:e("isInterface","()Z"),getComponentType:e("getComponentType","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return Rn};var Pn=null;y.prototype.javaLangObject=function(){if(Pn===null){let t=this.findClass("java/lang/Object");try{let e=this.getMethodId.bind(this,t);Pn={handle:He(this.newGlobalRef(t)),toString:e("toString","()Ljava/lang/String;"),getClass:e("getClass","()Ljava/lang/Class;")}}finally{this.deleteLocalRef(t)}}return Pn};var Fn=null;y.prototype.javaLangReflectConstructor=function(){if(Fn===null){let t=this.findClass("java/lang/reflect/Constructor");try{Fn={getGenericParameterTypes:this.getMethodId(t,"getGenericParameterTypes","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Fn};var Un=null;y.prototype.javaLangReflectMethod=function(){if(Un===null){let t=this.findClass("java/lang/reflect/Method");try{let e=this.getMethodId.bind(this,t);Un={getName:e("getName","()Ljava/lang/String;"),getGenericParameterTypes:e("getGenericParameterTypes","()[Ljava/lang/reflect/Type;"),getParameterTypes:e("getParameterTypes","()[Ljava/lang/Class;"),getGenericReturnType:e("getGenericReturnType","()Ljava/lang/reflect/Type;"),getGenericExceptionTypes:e("getGenericExceptionTypes","()[Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),isVarArgs:e("isVarArgs","()Z")}}finally{this.deleteLocalRef(t)}}return Un};var Dn=null;y.prototype.javaLangReflectField=function(){if(Dn===null){let t=this.findClass("java/lang/reflect/Field");try{let e=this.getMethodId.bind(this,t);Dn={getName:e("getName","()Ljava/lang/String;"),getType:e("getType","()Ljava/lang/Class;"),getGenericType:e("getGenericType","()Ljava/lang/reflect/Type;"),getModifiers:e("getModifiers","()I"),toString:e("toString","()Ljava/lang/String;")}}finally{this.deleteLocalRef(t)}}return Dn};var Bn=null;y.prototype.javaLangReflectTypeVariable=function(){if(Bn===null){let t=this.findClass("java/lang/reflect/TypeVariable");try{let e=this.getMethodId.bind(this,t);Bn={handle:He(this.newGlobalRef(t)),getName:e("getName","()Ljava/lang/String;"),getBounds:e("getBounds","()[Ljava/lang/reflect/Type;"),getGenericDeclaration:e("getGenericDeclaration","()Ljava/lang/reflect/GenericDeclaration;")}}finally{this.deleteLocalRef(t)}}return Bn};var zn=null;y.prototype.javaLangReflectWildcardType=function(){if(zn===null){let t=this.findClass("java/lang/reflect/WildcardType");try{let e=this.getMethodId.bind(this,t);zn={handle:He(this.newGlobalRef(t)),getLowerBounds:e("getLowerBounds","()[Ljava/lang/reflect/Type;"),getUpperBounds:e("getUpperBounds","()[Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return zn};var Vn=null;y.prototype.javaLangReflectGenericArrayType=function(){if(Vn===null){let t=this.findClass("java/lang/reflect/GenericArrayType");try{Vn={handle:He(this.newGlobalRef(t)),getGenericComponentType:this.getMethodId(t,"getGenericComponentType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Vn};var Jn=null;y.prototype.javaLangReflectParameterizedType=function(){if(Jn===null){let t=this.findClass("java/lang/reflect/ParameterizedType");try{let e=this.getMethodId.bind(this,t);Jn={handle:He(this.newGlobalRef(t)),getActualTypeArguments:e("getActualTypeArguments","()[Ljava/lang/reflect/Type;"),getRawType:e("getRawType","()Ljava/lang/reflect/Type;"),getOwnerType:e("getOwnerType","()Ljava/lang/reflect/Type;")}}finally{this.deleteLocalRef(t)}}return Jn};var $n=null;y.prototype.javaLangString=function(){if($n===null){let t=this.findClass("java/lang/String");try{$n={handle:He(this.newGlobalRef(t))}}finally{this.deleteLocalRef(t)}}return $n};y.prototype.getClassName=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangClass().getName);try{return this.stringFromJni(e)}finally{this.deleteLocalRef(e)}};y.prototype.getObjectClassName=function(t){let e=this.getObjectClass(t);try{return this.getClassName(e)}finally{this.deleteLocalRef(e)}};y.prototype.getActualTypeArgument=function(t){let e=this.vaMethod("pointer",[])(this.handle,t,this.javaLangReflectParameterizedType().getActualTypeArguments);if(this.throwIfExceptionPending(),!e.isNull())try{return this.getTypeNameFromFirstTypeElement(e)}finally{this.deleteLocalRef(e)}};y.prototype.getTypeNameFromFirstTypeElement=function(t){if(this.getArrayLength(t)>0){let n=this.getObjectArrayElement(t,0);try{return this.getTypeName(n)}finally{this.deleteLocalRef(n)}}else return"java.lang.Object"};y.prototype.getTypeName=function(t,e){let n=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle))return this.getArrayTypeName(t);if(this.isInstanceOf(t,this.javaLangReflectParameterizedType().handle)){let r=n(this.handle,t,this.javaLangReflectParameterizedType().getRawType);this.throwIfExceptionPending();let o;try{o=this.getTypeName(r)}finally{this.deleteLocalRef(r)}return e&&(o+="<"+this.getActualTypeArgument(t)+">"),o}else return this.isInstanceOf(t,this.javaLangReflectTypeVariable().handle)||this.isInstanceOf(t,this.javaLangReflectWildcardType().handle),"java.lang.Object"};y.prototype.getArrayTypeName=function(t){let e=this.vaMethod("pointer",[]);if(this.isInstanceOf(t,this.javaLangClass().handle))return this.getClassName(t);if(this.isInstanceOf(t,this.javaLangReflectGenericArrayType().handle)){let n=e(this.handle,t,this.javaLangReflectGenericArrayType().getGenericComponentType);this.throwIfExceptionPending();try{return"[L"+this.getTypeName(n)+";"}finally{this.deleteLocalRef(n)}}else return"[Ljava.lang.Object;"};y.prototype.stringFromJni=function(t){let e=this.getStringChars(t);if(e.isNull())throw new Error("Unable to access string");try{let n=this.getStringLength(t);return e.readUtf16String(n)}finally{this.releaseStringChars(t,e)}};var jo=65542,rt=Process.pointerSize,qn=Process.getCurrentThreadId(),Ze=new Map,_t=new Map;function ke(t){let e=t.vm,n=null,r=null,o=null;function i(){let l=e.readPointer(),a={exceptions:"propagate"};n=new NativeFunction(l.add(4*rt).readPointer(),"int32",["pointer","pointer","pointer"],a),r=new NativeFunction(l.add(5*rt).readPointer(),"int32",["pointer"],a),o=new NativeFunction(l.add(6*rt).readPointer(),"int32",["pointer","pointer","int32"],a)}this.handle=e,this.perform=function(l){let a=Process.getCurrentThreadId(),c=s(a);if(c!==null)return l(c);let d=this._tryGetEnv(),f=d!==null;f||(d=this.attachCurrentThread(),Ze.set(a,!0)),this.link(a,d);try{return l(d)}finally{let p=a===qn;if(p||this.unlink(a),!f&&!p){let u=Ze.get(a);Ze.delete(a),u&&this.detachCurrentThread()}}},this.attachCurrentThread=function(){let l=Memory.alloc(rt);return _e("VM::AttachCurrentThread",n(e,l,NULL)),new y(l.readPointer(),this)},this.detachCurrentThread=function(){_e("VM::DetachCurrentThread",r(e))},this.preventDetachDueToClassLoader=function(){let l=Process.getCurrentThreadId();Ze.has(l)&&Ze.set(l,!1)},this.getEnv=function(){let l=s(Process.getCurrentThreadId());if(l!==null)return l;let a=Memory.alloc(rt),c=o(e,a,jo);if(c===-2)throw new Error("Current thread is not attached to the Java VM; please move this code inside a Java.perform() callback");return _e("VM::GetEnv",c),new y(a.readPointer(),this)},this.tryGetEnv=function(){let l=s(Process.getCurrentThreadId());return l!==null?l:this._tryGetEnv()},this._tryGetEnv=function(){let l=this.tryGetEnvHandle(jo);return l===null?null:new y(l,this)},this.tryGetEnvHandle=function(l){let a=Memory.alloc(rt);return o(e,a,l)!==0?null:a.readPointer()},this.makeHandleDestructor=function(l){return()=>{this.perform(a=>{a.deleteGlobalRef(l)})}},this.link=function(l,a){let c=_t.get(l);c===void 0?_t.set(l,[a,1]):c[1]++},this.unlink=function(l){let a=_t.get(l);a[1]===1?_t.delete(l):a[1]--};function s(l){let a=_t.get(l);return a===void 0?null:a[0]}i.call(this)}ke.dispose=function(t){Ze.get(qn)===!0&&(Ze.delete(qn),t.detachCurrentThread())};var zl=4,v=Process.pointerSize,{readU32:Vl,readPointer:Jl,writeU32:$l,writePointer:Gl}=NativePointer.prototype,Hl=1,Zl=8,ql=16,Zt=256,Wl=524288,Kl=2097152,Ko=1073741824,Ql=524288,Yl=134217728,Oo=1048576,Xl=2097152,ec=268435456,tc=268435456,nc=0,ir=3,sr=5,_r=ptr(1).not(),rc=2147467263,oc=4294963200,en=17*v,ic=18*v,Qo=12,sc=112,ac=116,lc=0,Kn=56,Ro=4,cc=8,dc=10,uc=12,fc=14,pc=28,hc=36,mc=0,_c=1,gc=2,bc=3,yc=4,Ec=5,vc=6,wc=7,Po=2147483648,Sc=28,Et=3*v,Ic=3*v,xc=1,Ac=1,Yo=he(Fc),Tc=he(Kc),ve=he(Yc),it=he(Xc),Lc=he(ed),Cc=he(cd),St=he(od),Xo=he(id),se=he(sd),gr=he(ad),kc=he(pd),Nc=Process.arch==="ia32"?Xd:Yd,te={exceptions:"propagate"},gt={},Qn=null,Yn=null,ei=null,ce=null,br=[],qt=new Map,ti=[],Xn=null,Fo=0,Uo=!1,Do=!1,bt=null,Mc=[],er=null,$t=null;function H(){return Qn===null&&(Qn=jc()),Qn}function jc(){let t=Process.enumerateModules().filter(u=>/^lib(art|dvm).so$/.test(u.name)).filter(u=>!/\/system\/fake-libs/.test(u.path));if(t.length===0)return null;let e=t[0],n=e.name.indexOf("art")!==-1?"art":"dalvik",r=n==="art",o={module:e,find(u){let{module:m}=this,h=m.findExportByName(u);return h===null&&(h=m.findSymbolByName(u)),h},flavor:n,addLocalReference:null};o.isApiLevel34OrApexEquivalent=r&&(o.find("_ZN3art7AppInfo29GetPrimaryApkReferenceProfileEv")!==null||o.find("_ZN3art6Thread15RunFlipFunctionEPS0_")!==null);let i=r?{functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],artInterpreterToCompiledCodeBridge:function(u){this.artInterpreterToCompiledCodeBridge=u},_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE:["art::JavaVMExt::AddGlobalRef","pointer",["pointer","pointer","pointer"]],_ZN3art17ReaderWriterMutex13ExclusiveLockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveLock","void",["pointer","pointer"]],_ZN3art17ReaderWriterMutex15ExclusiveUnlockEPNS_6ThreadE:["art::ReaderWriterMutex::ExclusiveUnlock","void",["pointer","pointer"]],_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],te)},_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE:function(u){this["art::IndirectReferenceTable::Add"]=new NativeFunction(u,"pointer",["pointer","uint","pointer"],te)},_ZN3art9JavaVMExt12DecodeGlobalEPv:function(u){let m;se()>=26?m=Nc(u,["pointer","pointer"]):m=new NativeFunction(u,"pointer",["pointer","pointer"],te),this["art::JavaVMExt::DecodeGlobal"]=function(h,g,b){return m(h,b)}},_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv:["art::JavaVMExt::DecodeGlobal","pointer",["pointer","pointer","pointer"]],_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZNK3art6Thread13DecodeJObjectEP8_jobject:["art::Thread::DecodeJObject","pointer",["pointer","pointer"]],_ZN3art10ThreadList10SuspendAllEPKcb:["art::ThreadList::SuspendAll","void",["pointer","pointer","bool"]],_ZN3art10ThreadList10SuspendAllEv:function(u){let m=new NativeFunction(u,"void",["pointer"],te);this["art::ThreadList::SuspendAll"]=function(h,g,b){return m(h)}},_ZN3art10ThreadList9ResumeAllEv:["art::ThreadList::ResumeAll","void",["pointer"]],_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE:["art::ClassLinker::VisitClasses","void",["pointer","pointer"]],_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer"],te);this["art::ClassLinker::VisitClasses"]=function(h,g){m(h,g,NULL)}},_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE:["art::ClassLinker::VisitClassLoaders","void",["pointer","pointer"]],_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_:["art::gc::Heap::VisitObjects","void",["pointer","pointer","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:["art::gc::Heap::GetInstances","void",["pointer","pointer","pointer","int","pointer"]],_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE:function(u){let m=new NativeFunction(u,"void",["pointer","pointer","pointer","bool","int","pointer"],te);this["art::gc::Heap::GetInstances"]=function(h,g,b,E,x){m(h,g,b,0,E,x)}},_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","uint","bool"]],_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb:["art::StackVisitor::StackVisitor","void",["pointer","pointer","pointer","uint","size_t","bool"]],_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb:["art::StackVisitor::WalkStack","void",["pointer","bool"]],_ZNK3art12StackVisitor9GetMethodEv:["art::StackVisitor::GetMethod","pointer",["pointer"]],_ZNK3art12StackVisitor16DescribeLocationEv:function(u){this["art::StackVisitor::DescribeLocation"]=Ht(u,["pointer"])},_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv:function(u){this["art::StackVisitor::GetCurrentQuickFrameInfo"]=fd(u)},_ZN3art7Context6CreateEv:["art::Context::Create","pointer",[]],_ZN3art6Thread18GetLongJumpContextEv:["art::Thread::GetLongJumpContext","pointer",["pointer"]],_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE:function(u){this["art::mirror::Class::GetDescriptor"]=u},_ZN3art6mirror5Class11GetLocationEv:function(u){this["art::mirror::Class::GetLocation"]=Ht(u,["pointer"])},_ZN3art9ArtMethod12PrettyMethodEb:function(u){this["art::ArtMethod::PrettyMethod"]=Ht(u,["pointer","bool"])},_ZN3art12PrettyMethodEPNS_9ArtMethodEb:function(u){this["art::ArtMethod::PrettyMethodNullSafe"]=Ht(u,["pointer","bool"])},_ZN3art6Thread14CurrentFromGdbEv:["art::Thread::CurrentFromGdb","pointer",[]],_ZN3art6mirror6Object5CloneEPNS_6ThreadE:function(u){this["art::mirror::Object::Clone"]=new NativeFunction(u,"pointer",["pointer","pointer"],te)},_ZN3art6mirror6Object5CloneEPNS_6ThreadEm:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","pointer"],te);this["art::mirror::Object::Clone"]=function(h,g){let b=NULL;return m(h,g,b)}},_ZN3art6mirror6Object5CloneEPNS_6ThreadEj:function(u){let m=new NativeFunction(u,"pointer",["pointer","pointer","uint"],te);this["art::mirror::Object::Clone"]=function(h,g){return m(h,g,0)}},_ZN3art3Dbg14SetJdwpAllowedEb:["art::Dbg::SetJdwpAllowed","void",["bool"]],_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE:["art::Dbg::ConfigureJdwp","void",["pointer"]],_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv:["art::InternalDebuggerControlCallback::StartDebugger","void",["pointer"]],_ZN3art3Dbg9StartJdwpEv:["art::Dbg::StartJdwp","void",[]],_ZN3art3Dbg8GoActiveEv:["art::Dbg::GoActive","void",[]],_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE:["art::Dbg::RequestDeoptimization","void",["pointer"]],_ZN3art3Dbg20ManageDeoptimizationEv:["art::Dbg::ManageDeoptimization","void",[]],_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv:["art::Instrumentation::EnableDeoptimization","void",["pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc:["art::Instrumentation::DeoptimizeEverything","void",["pointer","pointer"]],_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv:function(u){let m=new NativeFunction(u,"void",["pointer"],te);this["art::Instrumentation::DeoptimizeEverything"]=function(h,g){m(h)}},_ZN3art7Runtime19DeoptimizeBootImageEv:["art::Runtime::DeoptimizeBootImage","void",["pointer"]],_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE:["art::Instrumentation::Deoptimize","void",["pointer","pointer"]],_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID:["art::jni::JniIdManager::DecodeMethodId","pointer",["pointer","pointer"]],_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID:["art::jni::JniIdManager::DecodeFieldId","pointer",["pointer","pointer"]],_ZN3art11interpreter18GetNterpEntryPointEv:["art::interpreter::GetNterpEntryPoint","pointer",[]],_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi:["art::Monitor::TranslateLocation","void",["pointer","uint32","pointer","pointer"]]},variables:{_ZN3art3Dbg9gRegistryE:function(u){this.isJdwpStarted=()=>!u.readPointer().isNull()},_ZN3art3Dbg15gDebuggerActiveE:function(u){this.isDebuggerActive=()=>!!u.readU8()}},optionals:new Set(["artInterpreterToCompiledCodeBridge","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art9JavaVMExt12AddGlobalRefEPNS_6ThreadEPNS_6mirror6ObjectE","_ZN3art9JavaVMExt12DecodeGlobalEPv","_ZN3art9JavaVMExt12DecodeGlobalEPNS_6ThreadEPv","_ZNK3art6Thread19DecodeGlobalJObjectEP8_jobject","_ZNK3art6Thread13DecodeJObjectEP8_jobject","_ZN3art10ThreadList10SuspendAllEPKcb","_ZN3art10ThreadList10SuspendAllEv","_ZN3art11ClassLinker12VisitClassesEPNS_12ClassVisitorE","_ZN3art11ClassLinker12VisitClassesEPFbPNS_6mirror5ClassEPvES4_","_ZNK3art11ClassLinker17VisitClassLoadersEPNS_18ClassLoaderVisitorE","_ZN3art6mirror6Object5CloneEPNS_6ThreadE","_ZN3art6mirror6Object5CloneEPNS_6ThreadEm","_ZN3art6mirror6Object5CloneEPNS_6ThreadEj","_ZN3art22IndirectReferenceTable3AddEjPNS_6mirror6ObjectE","_ZN3art22IndirectReferenceTable3AddENS_15IRTSegmentStateENS_6ObjPtrINS_6mirror6ObjectEEE","_ZN3art2gc4Heap12VisitObjectsEPFvPNS_6mirror6ObjectEPvES5_","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art2gc4Heap12GetInstancesERNS_24VariableSizedHandleScopeENS_6HandleINS_6mirror5ClassEEEbiRNSt3__16vectorINS4_INS5_6ObjectEEENS8_9allocatorISB_EEEE","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEjb","_ZN3art12StackVisitorC2EPNS_6ThreadEPNS_7ContextENS0_13StackWalkKindEmb","_ZN3art12StackVisitor9WalkStackILNS0_16CountTransitionsE0EEEvb","_ZNK3art12StackVisitor9GetMethodEv","_ZNK3art12StackVisitor16DescribeLocationEv","_ZNK3art12StackVisitor24GetCurrentQuickFrameInfoEv","_ZN3art7Context6CreateEv","_ZN3art6Thread18GetLongJumpContextEv","_ZN3art6mirror5Class13GetDescriptorEPNSt3__112basic_stringIcNS2_11char_traitsIcEENS2_9allocatorIcEEEE","_ZN3art6mirror5Class11GetLocationEv","_ZN3art9ArtMethod12PrettyMethodEb","_ZN3art12PrettyMethodEPNS_9ArtMethodEb","_ZN3art3Dbg13ConfigureJdwpERKNS_4JDWP11JdwpOptionsE","_ZN3art31InternalDebuggerControlCallback13StartDebuggerEv","_ZN3art3Dbg15gDebuggerActiveE","_ZN3art15instrumentation15Instrumentation20EnableDeoptimizationEv","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEPKc","_ZN3art15instrumentation15Instrumentation20DeoptimizeEverythingEv","_ZN3art7Runtime19DeoptimizeBootImageEv","_ZN3art15instrumentation15Instrumentation10DeoptimizeEPNS_9ArtMethodE","_ZN3art3Dbg9StartJdwpEv","_ZN3art3Dbg8GoActiveEv","_ZN3art3Dbg21RequestDeoptimizationERKNS_21DeoptimizationRequestE","_ZN3art3Dbg20ManageDeoptimizationEv","_ZN3art3Dbg9gRegistryE","_ZN3art3jni12JniIdManager14DecodeMethodIdEP10_jmethodID","_ZN3art3jni12JniIdManager13DecodeFieldIdEP9_jfieldID","_ZN3art11interpreter18GetNterpEntryPointEv","_ZN3art7Monitor17TranslateLocationEPNS_9ArtMethodEjPPKcPi"])}:{functions:{_Z20dvmDecodeIndirectRefP6ThreadP8_jobject:["dvmDecodeIndirectRef","pointer",["pointer","pointer"]],_Z15dvmUseJNIBridgeP6MethodPv:["dvmUseJNIBridge","void",["pointer","pointer"]],_Z20dvmHeapSourceGetBasev:["dvmHeapSourceGetBase","pointer",[]],_Z21dvmHeapSourceGetLimitv:["dvmHeapSourceGetLimit","pointer",[]],_Z16dvmIsValidObjectPK6Object:["dvmIsValidObject","uint8",["pointer"]],JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]]},variables:{gDvmJni:function(u){this.gDvmJni=u},gDvm:function(u){this.gDvm=u}}},{functions:s={},variables:l={},optionals:a=new Set}=i,c=[];for(let[u,m]of Object.entries(s)){let h=o.find(u);h!==null?typeof m=="function"?m.call(o,h):o[m[0]]=new NativeFunction(h,m[1],m[2],te):a.has(u)||c.push(u)}for(let[u,m]of Object.entries(l)){let h=o.find(u);h!==null?m.call(o,h):a.has(u)||c.push(u)}if(c.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+c.join(", "));let d=Memory.alloc(v),f=Memory.alloc(zl);if(_e("JNI_GetCreatedJavaVMs",o.JNI_GetCreatedJavaVMs(d,1,f)),f.readInt()===0)return null;if(o.vm=d.readPointer(),r){let u=se(),m;u>=27?m=33554432:u>=24?m=16777216:m=0,o.kAccCompileDontBother=m;let h=o.vm.add(v).readPointer();o.artRuntime=h;let g=Yo(o),b=g.offset,E=b.instrumentation;o.artInstrumentation=E!==null?h.add(E):null,gr()>=36e7&&o.artInstrumentation!=null&&(o.artInstrumentation=o.artInstrumentation.readPointer()),o.artHeap=h.add(b.heap).readPointer(),o.artThreadList=h.add(b.threadList).readPointer();let T=h.add(b.classLinker).readPointer(),M=Qc(h,g).offset,O=T.add(M.quickResolutionTrampoline).readPointer(),N=T.add(M.quickImtConflictTrampoline).readPointer(),k=T.add(M.quickGenericJniTrampoline).readPointer(),w=T.add(M.quickToInterpreterBridgeTrampoline).readPointer();o.artClassLinker={address:T,quickResolutionTrampoline:O,quickImtConflictTrampoline:N,quickGenericJniTrampoline:k,quickToInterpreterBridgeTrampoline:w};let L=new ke(o);o.artQuickGenericJniTrampoline=tr(k,L),o.artQuickToInterpreterBridge=tr(w,L),o.artQuickResolutionTrampoline=tr(O,L),o["art::JavaVMExt::AddGlobalRef"]===void 0&&(o["art::JavaVMExt::AddGlobalRef"]=Hd(o)),o["art::JavaVMExt::DecodeGlobal"]===void 0&&(o["art::JavaVMExt::DecodeGlobal"]=Zd(o)),o["art::ArtMethod::PrettyMethod"]===void 0&&(o["art::ArtMethod::PrettyMethod"]=o["art::ArtMethod::PrettyMethodNullSafe"]),o["art::interpreter::GetNterpEntryPoint"]!==void 0?o.artNterpEntryPoint=o["art::interpreter::GetNterpEntryPoint"]():o.artNterpEntryPoint=o.find("ExecuteNterpImpl"),ce=_d(o,L),Qd(o);let j=null;Object.defineProperty(o,"jvmti",{get(){return j===null&&(j=[Oc(L,this.artRuntime)]),j[0]}})}let p=e.enumerateImports().filter(u=>u.name.indexOf("_Z")===0).reduce((u,m)=>(u[m.name]=m.address,u),{});return o.$new=new NativeFunction(p._Znwm||p._Znwj,"pointer",["ulong"],te),o.$delete=new NativeFunction(p._ZdlPv,"void",["pointer"],te),ei=r?fr:pr,o}function Oc(t,e){let n=null;return t.perform(()=>{let r=H().find("_ZN3art7Runtime18EnsurePluginLoadedEPKcPNSt3__112basic_stringIcNS3_11char_traitsIcEENS3_9allocatorIcEEEE");if(r===null)return;let o=new NativeFunction(r,"bool",["pointer","pointer","pointer"]),i=Memory.alloc(v);if(!o(e,Memory.allocUtf8String("libopenjdkjvmti.so"),i))return;let l=Dt.v1_2|1073741824,a=t.tryGetEnvHandle(l);if(a===null)return;n=new Re(a,t);let c=Memory.alloc(8);c.writeU64(Bt.canTagObjects),n.addCapabilities(c)!==0&&(n=null)}),n}function Rc(t,e){H().flavor==="art"&&t.getClassName(e)}function Pc(t){return{offset:v===4?{globalsLock:32,globals:72}:{globalsLock:64,globals:112}}}function Fc(t){let e=t.vm,n=t.artRuntime,r=v===4?200:384,o=r+100*v,i=se(),s=Xo(),{isApiLevel34OrApexEquivalent:l}=t,a=null;for(let d=r;d!==o;d+=v)if(n.add(d).readPointer().equals(e)){let p,u=null;i>=33||s==="Tiramisu"||l?(p=[d-4*v],u=d-v):i>=30||s==="R"?(p=[d-3*v,d-4*v],u=d-v):i>=29?p=[d-2*v]:i>=27?p=[d-Et-3*v]:p=[d-Et-2*v];for(let m of p){let h=m-v,g=h-v,b;l?b=g-9*v:i>=24?b=g-8*v:i>=23?b=g-7*v:b=g-4*v;let E={offset:{heap:b,threadList:g,internTable:h,classLinker:m,jniIdManager:u}};if(ni(n,E)!==null){a=E;break}}break}if(a===null)throw new Error("Unable to determine Runtime field offsets");let c=gr()>=36e7;return a.offset.instrumentation=c?Jc(t):Dc(t),a.offset.jniIdsIndirection=Zc(t),a}var Uc={ia32:Bo,x64:Bo,arm:Bc,arm64:zc};function Dc(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Pe(e,Uc[Process.arch],{limit:30})}function Bo(t){if(t.mnemonic!=="lea")return null;let e=t.operands[1].value.disp;return e<256||e>1024?null:e}function Bc(t){if(t.mnemonic!=="add.w")return null;let e=t.operands;if(e.length!==3)return null;let n=e[2];return n.type!=="imm"?null:n.value}function zc(t){if(t.mnemonic!=="add")return null;let e=t.operands;if(e.length!==3||e[0].value==="sp"||e[1].value==="sp")return null;let n=e[2];if(n.type!=="imm")return null;let r=n.value.valueOf();return r<256||r>1024?null:r}var Vc={ia32:zo,x64:zo,arm:$c,arm64:Gc};function Jc(t){let e=t["art::Runtime::DeoptimizeBootImage"];return e===void 0?null:Pe(e,Vc[Process.arch],{limit:30})}function zo(t){if(t.mnemonic!=="mov")return null;let e=t.operands;if(e[0].value!=="rax")return null;let r=e[1];if(r.type!=="mem")return null;let o=r.value;if(o.base!=="rdi")return null;let i=o.disp;return i<256||i>1024?null:i}function $c(t){return null}function Gc(t){if(t.mnemonic!=="ldr")return null;let e=t.operands;if(e[0].value==="x0")return null;let n=e[1].value;if(n.base!=="x0")return null;let r=n.disp;return r<256||r>1024?null:r}var Hc={ia32:Vo,x64:Vo,arm:qc,arm64:Wc};function Zc(t){let e=t.find("_ZN3art7Runtime12SetJniIdTypeENS_9JniIdTypeE");if(e===null)return null;let n=Pe(e,Hc[Process.arch],{limit:20});if(n===null)throw new Error("Unable to determine Runtime.jni_ids_indirection_ offset");return n}function Vo(t){return t.mnemonic==="cmp"?t.operands[0].value.disp:null}function qc(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function Wc(t,e){if(e===null)return null;let{mnemonic:n}=t,{mnemonic:r}=e;return n==="cmp"&&r==="ldr"||n==="bl"&&r==="str"?e.operands[1].value.disp:null}function Kc(){let e={"4-21":136,"4-22":136,"4-23":172,"4-24":196,"4-25":196,"4-26":196,"4-27":196,"4-28":212,"4-29":172,"4-30":180,"4-31":180,"8-21":224,"8-22":224,"8-23":296,"8-24":344,"8-25":344,"8-26":352,"8-27":352,"8-28":392,"8-29":328,"8-30":336,"8-31":336}[`${v}-${se()}`];if(e===void 0)throw new Error("Unable to determine Instrumentation field offsets");return{offset:{forcedInterpretOnly:4,deoptimizationEnabled:e}}}function Qc(t,e){let n=ni(t,e);if(n===null)throw new Error("Unable to determine ClassLinker field offsets");return n}function ni(t,e){if(Yn!==null)return Yn;let{classLinker:n,internTable:r}=e.offset,o=t.add(n).readPointer(),i=t.add(r).readPointer(),s=v===4?100:200,l=s+100*v,a=se(),c=null;for(let d=s;d!==l;d+=v)if(o.add(d).readPointer().equals(i)){let p;a>=30||Xo()==="R"?p=6:a>=29?p=4:a>=23?p=3:p=5;let u=d+p*v,m;a>=23?m=u-2*v:m=u-3*v,c={offset:{quickResolutionTrampoline:m,quickImtConflictTrampoline:u-v,quickGenericJniTrampoline:u,quickToInterpreterBridgeTrampoline:u+v}};break}return c!==null&&(Yn=c),c}function yr(t){let n=null;return t.perform(r=>{let o=tn(t),i=ve(t),s={artArrayLengthSize:4,artArrayEntrySize:o.size,artArrayMax:50},l={artArrayLengthSize:v,artArrayEntrySize:i.size,artArrayMax:100},a=(p,u,m)=>{let h=p.add(u).readPointer();if(h.isNull())return null;let g=m===4?h.readU32():h.readU64().valueOf();return g<=0?null:{length:g,data:h.add(m)}},c=(p,u,m,h)=>{try{let g=a(p,u,h.artArrayLengthSize);if(g===null)return!1;let b=Math.min(g.length,h.artArrayMax);for(let E=0;E!==b;E++)if(g.data.add(E*h.artArrayEntrySize).equals(m))return!0}catch{}return!1},d=r.findClass("java/lang/Thread"),f=r.newGlobalRef(d);try{let p;xe(t,r,k=>{p=H()["art::JavaVMExt::DecodeGlobal"](t,k,f)});let u=Go(r.getFieldId(f,"name","Ljava/lang/String;")),m=Go(r.getStaticFieldId(f,"MAX_PRIORITY","I")),h=-1,g=-1;for(let k=0;k!==256;k+=4)h===-1&&c(p,k,m,s)&&(h=k),g===-1&&c(p,k,u,s)&&(g=k);if(g===-1||h===-1)throw new Error("Unable to find fields in java/lang/Thread; please file a bug");let b=g!==h?h:0,E=g,x=-1,T=Ar(r.getMethodId(f,"getName","()Ljava/lang/String;"));for(let k=0;k!==256;k+=4)x===-1&&c(p,k,T,l)&&(x=k);if(x===-1)throw new Error("Unable to find methods in java/lang/Thread; please file a bug");let M=-1,N=a(p,x,l.artArrayLengthSize).length;for(let k=x;k!==256;k+=4)if(p.add(k).readU16()===N){M=k;break}if(M===-1)throw new Error("Unable to find copied methods in java/lang/Thread; please file a bug");n={offset:{ifields:E,methods:x,sfields:b,copiedMethodsOffset:M}}}finally{r.deleteLocalRef(d),r.deleteGlobalRef(f)}}),n}function Yc(t){let e=H(),n;return t.perform(r=>{let o=r.findClass("android/os/Process"),i=Ar(r.getStaticMethodId(o,"getElapsedCpuTime","()J"));r.deleteLocalRef(o);let s=Process.getModuleByName("libandroid_runtime.so"),l=s.base,a=l.add(s.size),c=se(),d=c<=21?8:v,f=Hl|Zl|ql|Zt,p=~(Ko|ec|Xl)>>>0,u=null,m=null,h=2;for(let E=0;E!==64&&h!==0;E+=4){let x=i.add(E);if(u===null){let T=x.readPointer();T.compare(l)>=0&&T.compare(a)<0&&(u=E,h--)}m===null&&(x.readU32()&p)===f&&(m=E,h--)}if(h!==0)throw new Error("Unable to determine ArtMethod field offsets");let g=u+d;n={size:c<=21?g+32:g+v,offset:{jniCode:u,quickCode:g,accessFlags:m}},"artInterpreterToCompiledCodeBridge"in e&&(n.offset.interpreterCode=u-d)}),n}function tn(t){let e=se();return e>=23?{size:16,offset:{accessFlags:4}}:e>=21?{size:24,offset:{accessFlags:12}}:null}function Xc(t){let e=se(),n;return t.perform(r=>{let o=nn(r),i=r.handle,s=null,l=null,a=null,c=null,d=null,f=null;for(let p=144;p!==256;p+=v)if(o.add(p).readPointer().equals(i)){l=p-6*v,d=p-4*v,f=p+2*v,e<=22&&(l-=v,s=l-v-9*8-3*4,a=p+6*v,d-=v,f-=v),c=p+9*v,e<=22&&(c+=2*v+4,v===8&&(c+=4)),e>=23&&(c+=v);break}if(c===null)throw new Error("Unable to determine ArtThread field offsets");n={offset:{isExceptionReportedToInstrumentation:s,exception:l,throwLocation:a,topHandleScope:c,managedStack:d,self:f}}}),n}function ed(){return se()>=23?{offset:{topQuickFrame:0,link:v}}:{offset:{topQuickFrame:2*v,link:0}}}var td={ia32:Jo,x64:Jo,arm:nd,arm64:rd};function tr(t,e){let n;return e.perform(r=>{let o=nn(r),i=td[Process.arch],s=Instruction.parse(t),l=i(s);l!==null?n=o.add(l).readPointer():n=t}),n}function Jo(t){return t.mnemonic==="jmp"?t.operands[0].value.disp:null}function nd(t){return t.mnemonic==="ldr.w"?t.operands[1].value.disp:null}function rd(t){return t.mnemonic==="ldr"?t.operands[1].value.disp:null}function nn(t){return t.handle.add(v).readPointer()}function od(){return Er("ro.build.version.release")}function id(){return Er("ro.build.version.codename")}function sd(){return parseInt(Er("ro.build.version.sdk"),10)}function ad(){try{let t=File.readAllText("/proc/self/mountinfo"),e=null,n=new Map;for(let o of t.trimEnd().split(`
`)){let i=o.split(" "),s=i[4];if(!s.startsWith("/apex/com.android.art"))continue;let l=i[10];s.includes("@")?n.set(l,s.split("@")[1]):e=l}let r=n.get(e);return r!==void 0?parseInt(r):$o()}catch{return $o()}}function $o(){return se()*1e7}var nr=null,ld=92;function Er(t){nr===null&&(nr=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("__system_property_get"),"int",["pointer","pointer"],te));let e=Memory.alloc(ld);return nr(Memory.allocUtf8String(t),e),e.readUtf8String()}function xe(t,e,n){let r=Cc(t,e),o=nn(e).toString();if(gt[o]=n,r(e.handle),gt[o]!==void 0)throw delete gt[o],new Error("Unable to perform state transition; please file a bug")}function cd(t,e){let n=new NativeCallback(dd,"void",["pointer"]);return ii(t,e,n)}function dd(t){let e=t.toString(),n=gt[e];delete gt[e],n(t)}function vr(t){let e=H(),n=e.artThreadList;e["art::ThreadList::SuspendAll"](n,Memory.allocUtf8String("frida"),!1?1:0);try{t()}finally{e["art::ThreadList::ResumeAll"](n)}}var ar=class{constructor(e){let n=Memory.alloc(4*v),r=n.add(v);n.writePointer(r);let o=new NativeCallback((i,s)=>e(s)===!0?1:0,"bool",["pointer","pointer"]);r.add(2*v).writePointer(o),this.handle=n,this._onVisit=o}};function wr(t){return H()["art::ClassLinker::VisitClasses"]instanceof NativeFunction?new ar(t):new NativeCallback(n=>t(n)===!0?1:0,"bool",["pointer","pointer"])}var lr=class{constructor(e){let n=Memory.alloc(4*v),r=n.add(v);n.writePointer(r);let o=new NativeCallback((i,s)=>{e(s)},"void",["pointer","pointer"]);r.add(2*v).writePointer(o),this.handle=n,this._onVisit=o}};function Sr(t){return new lr(t)}var ud={"include-inlined-frames":0,"skip-inlined-frames":1},cr=class{constructor(e,n,r,o=0,i=!0){let s=H(),l=512,a=3*v,c=Memory.alloc(l+a);s["art::StackVisitor::StackVisitor"](c,e,n,ud[r],o,i?1:0);let d=c.add(l);c.writePointer(d);let f=new NativeCallback(this._visitFrame.bind(this),"bool",["pointer"]);d.add(2*v).writePointer(f),this.handle=c,this._onVisitFrame=f;let p=c.add(v===4?12:24);this._curShadowFrame=p,this._curQuickFrame=p.add(v),this._curQuickFramePc=p.add(2*v),this._curOatQuickMethodHeader=p.add(3*v),this._getMethodImpl=s["art::StackVisitor::GetMethod"],this._descLocImpl=s["art::StackVisitor::DescribeLocation"],this._getCQFIImpl=s["art::StackVisitor::GetCurrentQuickFrameInfo"]}walkStack(e=!1){H()["art::StackVisitor::WalkStack"](this.handle,e?1:0)}_visitFrame(){return this.visitFrame()?1:0}visitFrame(){throw new Error("Subclass must implement visitFrame")}getMethod(){let e=this._getMethodImpl(this.handle);return e.isNull()?null:new Wt(e)}getCurrentQuickFramePc(){return this._curQuickFramePc.readPointer()}getCurrentQuickFrame(){return this._curQuickFrame.readPointer()}getCurrentShadowFrame(){return this._curShadowFrame.readPointer()}describeLocation(){let e=new Yt;return this._descLocImpl(e,this.handle),e.disposeToString()}getCurrentOatQuickMethodHeader(){return this._curOatQuickMethodHeader.readPointer()}getCurrentQuickFrameInfo(){return this._getCQFIImpl(this.handle)}},Wt=class{constructor(e){this.handle=e}prettyMethod(e=!0){let n=new Yt;return H()["art::ArtMethod::PrettyMethod"](n,this.handle,e?1:0),n.disposeToString()}toString(){return`ArtMethod(handle=${this.handle})`}};function fd(t){return function(e){let n=Memory.alloc(12);return kc(t)(n,e),{frameSizeInBytes:n.readU32(),coreSpillMask:n.add(4).readU32(),fpSpillMask:n.add(8).readU32()}}}function pd(t){let e=NULL;switch(Process.arch){case"ia32":e=ot(32,n=>{n.putMovRegRegOffsetPtr("ecx","esp",4),n.putMovRegRegOffsetPtr("edx","esp",8),n.putCallAddressWithArguments(t,["ecx","edx"]),n.putMovRegReg("esp","ebp"),n.putPopReg("ebp"),n.putRet()});break;case"x64":e=ot(32,n=>{n.putPushReg("rdi"),n.putCallAddressWithArguments(t,["rsi"]),n.putPopReg("rdi"),n.putMovRegPtrReg("rdi","rax"),n.putMovRegOffsetPtrReg("rdi",8,"edx"),n.putRet()});break;case"arm":e=ot(16,n=>{n.putCallAddressWithArguments(t,["r0","r1"]),n.putPopRegs(["r0","lr"]),n.putMovRegReg("pc","lr")});break;case"arm64":e=ot(64,n=>{n.putPushRegReg("x0","lr"),n.putCallAddressWithArguments(t,["x1"]),n.putPopRegReg("x2","lr"),n.putStrRegRegOffset("x0","x2",0),n.putStrRegRegOffset("w1","x2",8),n.putRet()});break}return new NativeFunction(e,"void",["pointer","pointer"],te)}var hd={ia32:globalThis.X86Relocator,x64:globalThis.X86Relocator,arm:globalThis.ThumbRelocator,arm64:globalThis.Arm64Relocator},dr={ia32:globalThis.X86Writer,x64:globalThis.X86Writer,arm:globalThis.ThumbWriter,arm64:globalThis.Arm64Writer};function ot(t,e){Xn===null&&(Xn=Memory.alloc(Process.pageSize));let n=Xn.add(Fo),r=Process.arch,o=dr[r];return Memory.patchCode(n,t,i=>{let s=new o(i,{pc:n});if(e(s),s.flush(),s.offset>t)throw new Error(`Wrote ${s.offset}, exceeding maximum of ${t}`)}),Fo+=t,r==="arm"?n.or(1):n}function md(t,e){gd(e),wd(e)}function _d(t,e){let n=it(e).offset,r=Lc().offset,o=`
#include <gum/guminterceptor.h>

extern GMutex lock;
extern GHashTable * methods;
extern GHashTable * replacements;
extern gpointer last_seen_art_method;

extern gpointer get_oat_quick_method_header_impl (gpointer method, gpointer pc);

void
init (void)
{
  g_mutex_init (&lock);
  methods = g_hash_table_new_full (NULL, NULL, NULL, NULL);
  replacements = g_hash_table_new_full (NULL, NULL, NULL, NULL);
}

void
finalize (void)
{
  g_hash_table_unref (replacements);
  g_hash_table_unref (methods);
  g_mutex_clear (&lock);
}

gboolean
is_replacement_method (gpointer method)
{
  gboolean is_replacement;

  g_mutex_lock (&lock);

  is_replacement = g_hash_table_contains (replacements, method);

  g_mutex_unlock (&lock);

  return is_replacement;
}

gpointer
get_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);

  g_mutex_unlock (&lock);

  return replacement_method;
}

void
set_replacement_method (gpointer original_method,
                        gpointer replacement_method)
{
  g_mutex_lock (&lock);

  g_hash_table_insert (methods, original_method, replacement_method);
  g_hash_table_insert (replacements, replacement_method, original_method);

  g_mutex_unlock (&lock);
}

void
synchronize_replacement_methods (guint quick_code_offset,
                                 void * nterp_entrypoint,
                                 void * quick_to_interpreter_bridge)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
  {
    void ** quick_code;

    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

    quick_code = hooked_method + quick_code_offset;
    if (*quick_code == nterp_entrypoint)
      *quick_code = quick_to_interpreter_bridge;
  }

  g_mutex_unlock (&lock);
}

void
delete_replacement_method (gpointer original_method)
{
  gpointer replacement_method;

  g_mutex_lock (&lock);

  replacement_method = g_hash_table_lookup (methods, original_method);
  if (replacement_method != NULL)
  {
    g_hash_table_remove (methods, original_method);
    g_hash_table_remove (replacements, replacement_method);
  }

  g_mutex_unlock (&lock);
}

gpointer
translate_method (gpointer method)
{
  gpointer translated_method;

  g_mutex_lock (&lock);

  translated_method = g_hash_table_lookup (replacements, method);

  g_mutex_unlock (&lock);

  return (translated_method != NULL) ? translated_method : method;
}

gpointer
find_replacement_method_from_quick_code (gpointer method,
                                         gpointer thread)
{
  gpointer replacement_method;
  gpointer managed_stack;
  gpointer top_quick_frame;
  gpointer link_managed_stack;
  gpointer * link_top_quick_frame;

  replacement_method = get_replacement_method (method);
  if (replacement_method == NULL)
    return NULL;

  /*
   * Stack check.
   *
   * Return NULL to indicate that the original method should be invoked, otherwise
   * return a pointer to the replacement ArtMethod.
   *
   * If the caller is our own JNI replacement stub, then a stack transition must
   * have been pushed onto the current thread's linked list.
   *
   * Therefore, we invoke the original method if the following conditions are met:
   *   1- The current managed stack is empty.
   *   2- The ArtMethod * inside the linked managed stack's top quick frame is the
   *      same as our replacement.
   */
  managed_stack = thread + ${n.managedStack};
  top_quick_frame = *((gpointer *) (managed_stack + ${r.topQuickFrame}));
  if (top_quick_frame != NULL)
    return replacement_method;

  link_managed_stack = *((gpointer *) (managed_stack + ${r.link}));
  if (link_managed_stack == NULL)
    return replacement_method;

  link_top_quick_frame = GSIZE_TO_POINTER (*((gsize *) (link_managed_stack + ${r.topQuickFrame})) & ~((gsize) 1));
  if (link_top_quick_frame == NULL || *link_top_quick_frame != replacement_method)
    return replacement_method;

  return NULL;
}

void
on_interpreter_do_call (GumInvocationContext * ic)
{
  gpointer method, replacement_method;

  method = gum_invocation_context_get_nth_argument (ic, 0);

  replacement_method = get_replacement_method (method);
  if (replacement_method != NULL)
    gum_invocation_context_replace_nth_argument (ic, 0, replacement_method);
}

gpointer
on_art_method_get_oat_quick_method_header (gpointer method,
                                           gpointer pc)
{
  if (is_replacement_method (method))
    return NULL;

  return get_oat_quick_method_header_impl (method, pc);
}

void
on_art_method_pretty_method (GumInvocationContext * ic)
{
  const guint this_arg_index = ${Process.arch==="arm64"?0:1};
  gpointer method;

  method = gum_invocation_context_get_nth_argument (ic, this_arg_index);
  if (method == NULL)
    gum_invocation_context_replace_nth_argument (ic, this_arg_index, last_seen_art_method);
  else
    last_seen_art_method = method;
}

void
on_leave_gc_concurrent_copying_copying_phase (GumInvocationContext * ic)
{
  GHashTableIter iter;
  gpointer hooked_method, replacement_method;

  g_mutex_lock (&lock);

  g_hash_table_iter_init (&iter, methods);
  while (g_hash_table_iter_next (&iter, &hooked_method, &replacement_method))
    *((uint32_t *) replacement_method) = *((uint32_t *) hooked_method);

  g_mutex_unlock (&lock);
}
`,i=8,s=v,l=v,a=v,d=Memory.alloc(i+s+l+a),f=d.add(i),p=f.add(s),u=p.add(l),m=t.find(v===4?"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEj":"_ZN3art9ArtMethod23GetOatQuickMethodHeaderEm"),h=new CModule(o,{lock:d,methods:f,replacements:p,last_seen_art_method:u,get_oat_quick_method_header_impl:m??ptr("0xdeadbeef")}),g={exceptions:"propagate",scheduling:"exclusive"};return{handle:h,replacedMethods:{isReplacement:new NativeFunction(h.is_replacement_method,"bool",["pointer"],g),get:new NativeFunction(h.get_replacement_method,"pointer",["pointer"],g),set:new NativeFunction(h.set_replacement_method,"void",["pointer","pointer"],g),synchronize:new NativeFunction(h.synchronize_replacement_methods,"void",["uint","pointer","pointer"],g),delete:new NativeFunction(h.delete_replacement_method,"void",["pointer"],g),translate:new NativeFunction(h.translate_method,"pointer",["pointer"],g),findReplacementFromQuickCode:h.find_replacement_method_from_quick_code},getOatQuickMethodHeaderImpl:m,hooks:{Interpreter:{doCall:h.on_interpreter_do_call},ArtMethod:{getOatQuickMethodHeader:h.on_art_method_get_oat_quick_method_header,prettyMethod:h.on_art_method_pretty_method},Gc:{copyingPhase:{onLeave:h.on_leave_gc_concurrent_copying_copying_phase},runFlip:{onEnter:h.on_leave_gc_concurrent_copying_copying_phase}}}}}function gd(t){Do||(Do=!0,bd(t),yd(),Ed(),vd())}function bd(t){let e=H();[e.artQuickGenericJniTrampoline,e.artQuickToInterpreterBridge,e.artQuickResolutionTrampoline].forEach(r=>{Memory.protect(r,32,"rwx");let o=new Qt(r);o.activate(t),ti.push(o)})}function yd(){let t=H(),e=se(),{isApiLevel34OrApexEquivalent:n}=t,r;if(e<=22)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_6mirror9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(e<=33&&!n)r=/^_ZN3art11interpreter6DoCallILb[0-1]ELb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtPNS_6JValueE$/;else if(n)r=/^_ZN3art11interpreter6DoCallILb[0-1]EEEbPNS_9ArtMethodEPNS_6ThreadERNS_11ShadowFrameEPKNS_11InstructionEtbPNS_6JValueE$/;else throw new Error("Unable to find method invocation in ART; please file a bug");let o=t.module,i=[...o.enumerateExports(),...o.enumerateSymbols()].filter(s=>r.test(s.name));if(i.length===0)throw new Error("Unable to find method invocation in ART; please file a bug");for(let s of i)Interceptor.attach(s.address,ce.hooks.Interpreter.doCall)}function Ed(){let t=H(),n=t.module.findSymbolByName("_ZN3art2gc4Heap22CollectGarbageInternalENS0_9collector6GcTypeENS0_7GcCauseEbj");if(n===null)return;let{artNterpEntryPoint:r,artQuickToInterpreterBridge:o}=t,i=ve(t.vm).offset.quickCode;Interceptor.attach(n,{onLeave(){ce.replacedMethods.synchronize(i,r,o)}})}function vd(){let t=[["_ZN3art11ClassLinker26VisiblyInitializedCallback22MarkVisiblyInitializedEPNS_6ThreadE","e90340f8 : ff0ff0ff"],["_ZN3art11ClassLinker26VisiblyInitializedCallback29AdjustThreadVisibilityCounterEPNS_6ThreadEl","7f0f00f9 : 1ffcffff"]],e=H(),n=e.module;for(let[r,o]of t){let i=n.findSymbolByName(r);if(i===null)continue;let s=Memory.scanSync(i,8192,o);if(s.length===0)return;let{artNterpEntryPoint:l,artQuickToInterpreterBridge:a}=e,c=ve(e.vm).offset.quickCode;Interceptor.attach(s[0].address,function(){ce.replacedMethods.synchronize(c,l,a)});return}}function wd(t){if(Uo)return;if(Uo=!0,!Id()){let{getOatQuickMethodHeaderImpl:i}=ce;if(i===null)return;try{Interceptor.replace(i,ce.hooks.ArtMethod.getOatQuickMethodHeader)}catch{}}let e=se(),n=null,r=H();e>28?n=r.find("_ZN3art2gc9collector17ConcurrentCopying12CopyingPhaseEv"):e>22&&(n=r.find("_ZN3art2gc9collector17ConcurrentCopying12MarkingPhaseEv")),n!==null&&Interceptor.attach(n,ce.hooks.Gc.copyingPhase);let o=null;o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_"),o===null&&(o=r.find("_ZN3art6Thread15RunFlipFunctionEPS0_b")),o!==null&&Interceptor.attach(o,ce.hooks.Gc.runFlip)}var Sd={arm:{signatures:[{pattern:["b0 68","01 30","0c d0","1b 98",":","c0 ff","c0 ff","00 ff","00 2f"],validateMatch:rr},{pattern:["d8 f8 08 00","01 30","0c d0","1b 98",":","f0 ff ff 0f","ff ff","00 ff","00 2f"],validateMatch:rr},{pattern:["b0 68","01 30","40 f0 c3 80","00 25",":","c0 ff","c0 ff","c0 fb 00 d0","ff f8"],validateMatch:rr}],instrument:Ad},arm64:{signatures:[{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","88 39 00 f0",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 00 00 9f"],offset:1,validateMatch:or},{pattern:["0a 40 b9","1f 05 00 31","40 01 00 54","00 0e 40 f9",":","fc ff ff","1f fc ff ff","1f 00 00 ff","00 fc ff ff"],offset:1,validateMatch:or},{pattern:["0a 40 b9","1f 05 00 31","01 34 00 54","e0 03 1f aa",":","fc ff ff","1f fc ff ff","1f 00 00 ff","e0 ff ff ff"],offset:1,validateMatch:or}],instrument:Td}};function rr({address:t,size:e}){let n=Instruction.parse(t.or(1)),[r,o]=n.operands,i=o.value.base,s=r.value,l=Instruction.parse(n.next.add(2)),a=ptr(l.operands[0].value),c=l.address.add(l.size),d,f;return l.mnemonic==="beq"?(d=c,f=a):(d=a,f=c),Pe(d.or(1),p,{limit:3});function p(u){let{mnemonic:m}=u;if(!(m==="ldr"||m==="ldr.w"))return null;let{base:h,disp:g}=u.operands[1].value;return h===i&&g===20?{methodReg:i,scratchReg:s,target:{whenTrue:a,whenRegularMethod:d,whenRuntimeMethod:f}}:null}}function or({address:t,size:e}){let[n,r]=Instruction.parse(t).operands,o=r.value.base,i="x"+n.value.substring(1),s=Instruction.parse(t.add(8)),l=ptr(s.operands[0].value),a=t.add(12),c,d;return s.mnemonic==="b.eq"?(c=a,d=l):(c=l,d=a),Pe(c,f,{limit:3});function f(p){if(p.mnemonic!=="ldr")return null;let{base:u,disp:m}=p.operands[1].value;return u===o&&m===24?{methodReg:o,scratchReg:i,target:{whenTrue:l,whenRegularMethod:c,whenRuntimeMethod:d}}:null}}function Id(){if(se()<31)return!1;let t=Sd[Process.arch];if(t===void 0)return!1;let e=t.signatures.map(({pattern:r,offset:o=0,validateMatch:i=xd})=>({pattern:new MatchPattern(r.join("")),offset:o,validateMatch:i})),n=[];for(let{base:r,size:o}of H().module.enumerateRanges("--x"))for(let{pattern:i,offset:s,validateMatch:l}of e){let a=Memory.scanSync(r,o,i).map(({address:c,size:d})=>({address:c.sub(s),size:d+s})).filter(c=>{let d=l(c);return d===null?!1:(c.validationResult=d,!0)});n.push(...a)}return n.length===0?!1:(n.forEach(t.instrument),!0)}function xd(){return{}}var Kt=class{constructor(e,n,r){this.address=e,this.size=n,this.originalCode=e.readByteArray(n),this.trampoline=r}revert(){Memory.patchCode(this.address,this.size,e=>{e.writeByteArray(this.originalCode)})}};function Ad({address:t,size:e,validationResult:n}){let{methodReg:r,target:o}=n,i=Memory.alloc(Process.pageSize),s=e;Memory.patchCode(i,256,l=>{let a=new ThumbWriter(l,{pc:i}),c=new ThumbRelocator(t,a);for(let m=0;m!==2;m++)c.readOne();c.writeAll(),c.readOne(),c.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=[45,237,16,10];a.putBytes(d);let f=["r0","r1","r2","r3"];a.putPushRegs(f),a.putCallAddressWithArguments(ce.replacedMethods.isReplacement,[r]),a.putCmpRegImm("r0",0),a.putPopRegs(f);let p=[189,236,16,10];a.putBytes(p),a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),c.readOne();let u=c.input.address.equals(o.whenRegularMethod);for(a.putLabel(u?"regular_method":"runtime_or_replacement_method"),c.writeOne();s<10;){let m=c.readOne();if(m===0){s=10;break}s=m}c.writeAll(),a.putBranchAddress(t.add(s+1)),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(o.whenTrue),a.flush()}),br.push(new Kt(t,s,i)),Memory.patchCode(t,s,l=>{let a=new ThumbWriter(l,{pc:t});a.putLdrRegAddress("pc",i.or(1)),a.flush()})}function Td({address:t,size:e,validationResult:n}){let{methodReg:r,scratchReg:o,target:i}=n,s=Memory.alloc(Process.pageSize);Memory.patchCode(s,256,l=>{let a=new Arm64Writer(l,{pc:s}),c=new Arm64Relocator(t,a);for(let m=0;m!==2;m++)c.readOne();c.writeAll(),c.readOne(),c.skipOne(),a.putBCondLabel("eq","runtime_or_replacement_method");let d=["d0","d1","d2","d3","d4","d5","d6","d7","x0","x1","x2","x3","x4","x5","x6","x7","x8","x9","x10","x11","x12","x13","x14","x15","x16","x17"],f=d.length;for(let m=0;m!==f;m+=2)a.putPushRegReg(d[m],d[m+1]);a.putCallAddressWithArguments(ce.replacedMethods.isReplacement,[r]),a.putCmpRegReg("x0","xzr");for(let m=f-2;m>=0;m-=2)a.putPopRegReg(d[m],d[m+1]);a.putBCondLabel("ne","runtime_or_replacement_method"),a.putBLabel("regular_method"),c.readOne();let p=c.input,u=p.address.equals(i.whenRegularMethod);a.putLabel(u?"regular_method":"runtime_or_replacement_method"),c.writeOne(),a.putBranchAddress(p.next),a.putLabel(u?"runtime_or_replacement_method":"regular_method"),a.putBranchAddress(i.whenTrue),a.flush()}),br.push(new Kt(t,e,s)),Memory.patchCode(t,e,l=>{let a=new Arm64Writer(l,{pc:t});a.putLdrRegAddress(o,s),a.putBrReg(o),a.flush()})}function Ld(t){return new ei(t)}function Cd(t){return ce.replacedMethods.translate(t)}function Ir(t,e={}){let{limit:n=16}=e,r=t.getEnv();return bt===null&&(bt=kd(t,r)),bt.backtrace(r,n)}function kd(t,e){let n=H(),r=Memory.alloc(Process.pointerSize),o=new CModule(`
#include <glib.h>
#include <stdbool.h>
#include <string.h>
#include <gum/gumtls.h>
#include <json-glib/json-glib.h>

typedef struct _ArtBacktrace ArtBacktrace;
typedef struct _ArtStackFrame ArtStackFrame;

typedef struct _ArtStackVisitor ArtStackVisitor;
typedef struct _ArtStackVisitorVTable ArtStackVisitorVTable;

typedef struct _ArtClass ArtClass;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtThread ArtThread;
typedef struct _ArtContext ArtContext;

typedef struct _JNIEnv JNIEnv;

typedef struct _StdString StdString;
typedef struct _StdTinyString StdTinyString;
typedef struct _StdLargeString StdLargeString;

typedef enum {
  STACK_WALK_INCLUDE_INLINED_FRAMES,
  STACK_WALK_SKIP_INLINED_FRAMES,
} StackWalkKind;

struct _StdTinyString
{
  guint8 unused;
  gchar data[(3 * sizeof (gpointer)) - 1];
};

struct _StdLargeString
{
  gsize capacity;
  gsize size;
  gchar * data;
};

struct _StdString
{
  union
  {
    guint8 flags;
    StdTinyString tiny;
    StdLargeString large;
  };
};

struct _ArtBacktrace
{
  GChecksum * id;
  GArray * frames;
  gchar * frames_json;
};

struct _ArtStackFrame
{
  ArtMethod * method;
  gsize dexpc;
  StdString description;
};

struct _ArtStackVisitorVTable
{
  void (* unused1) (void);
  void (* unused2) (void);
  bool (* visit) (ArtStackVisitor * visitor);
};

struct _ArtStackVisitor
{
  ArtStackVisitorVTable * vtable;

  guint8 padding[512];

  ArtStackVisitorVTable vtable_storage;

  ArtBacktrace * backtrace;
};

struct _ArtMethod
{
  guint32 declaring_class;
  guint32 access_flags;
};

extern GumTlsKey current_backtrace;

extern void (* perform_art_thread_state_transition) (JNIEnv * env);

extern ArtContext * art_make_context (ArtThread * thread);

extern void art_stack_visitor_init (ArtStackVisitor * visitor, ArtThread * thread, void * context, StackWalkKind walk_kind,
    size_t num_frames, bool check_suspended);
extern void art_stack_visitor_walk_stack (ArtStackVisitor * visitor, bool include_transitions);
extern ArtMethod * art_stack_visitor_get_method (ArtStackVisitor * visitor);
extern void art_stack_visitor_describe_location (StdString * description, ArtStackVisitor * visitor);
extern ArtMethod * translate_method (ArtMethod * method);
extern void translate_location (ArtMethod * method, guint32 pc, const gchar ** source_file, gint32 * line_number);
extern void get_class_location (StdString * result, ArtClass * klass);
extern void cxx_delete (void * mem);
extern unsigned long strtoul (const char * str, char ** endptr, int base);

static bool visit_frame (ArtStackVisitor * visitor);
static void art_stack_frame_destroy (ArtStackFrame * frame);

static void append_jni_type_name (GString * s, const gchar * name, gsize length);

static void std_string_destroy (StdString * str);
static gchar * std_string_get_data (StdString * str);

void
init (void)
{
  current_backtrace = gum_tls_key_new ();
}

void
finalize (void)
{
  gum_tls_key_free (current_backtrace);
}

ArtBacktrace *
_create (JNIEnv * env,
         guint limit)
{
  ArtBacktrace * bt;

  bt = g_new (ArtBacktrace, 1);
  bt->id = g_checksum_new (G_CHECKSUM_SHA1);
  bt->frames = (limit != 0)
      ? g_array_sized_new (FALSE, FALSE, sizeof (ArtStackFrame), limit)
      : g_array_new (FALSE, FALSE, sizeof (ArtStackFrame));
  g_array_set_clear_func (bt->frames, (GDestroyNotify) art_stack_frame_destroy);
  bt->frames_json = NULL;

  gum_tls_key_set_value (current_backtrace, bt);

  perform_art_thread_state_transition (env);

  gum_tls_key_set_value (current_backtrace, NULL);

  return bt;
}

void
_on_thread_state_transition_complete (ArtThread * thread)
{
  ArtContext * context;
  ArtStackVisitor visitor = {
    .vtable_storage = {
      .visit = visit_frame,
    },
  };

  context = art_make_context (thread);

  art_stack_visitor_init (&visitor, thread, context, STACK_WALK_SKIP_INLINED_FRAMES, 0, true);
  visitor.vtable = &visitor.vtable_storage;
  visitor.backtrace = gum_tls_key_get_value (current_backtrace);

  art_stack_visitor_walk_stack (&visitor, false);

  cxx_delete (context);
}

static bool
visit_frame (ArtStackVisitor * visitor)
{
  ArtBacktrace * bt = visitor->backtrace;
  ArtStackFrame frame;
  const gchar * description, * dexpc_part;

  frame.method = art_stack_visitor_get_method (visitor);

  art_stack_visitor_describe_location (&frame.description, visitor);

  description = std_string_get_data (&frame.description);
  if (strstr (description, " '<") != NULL)
    goto skip;

  dexpc_part = strstr (description, " at dex PC 0x");
  if (dexpc_part == NULL)
    goto skip;
  frame.dexpc = strtoul (dexpc_part + 13, NULL, 16);

  g_array_append_val (bt->frames, frame);

  g_checksum_update (bt->id, (guchar *) &frame.method, sizeof (frame.method));
  g_checksum_update (bt->id, (guchar *) &frame.dexpc, sizeof (frame.dexpc));

  return true;

skip:
  std_string_destroy (&frame.description);
  return true;
}

static void
art_stack_frame_destroy (ArtStackFrame * frame)
{
  std_string_destroy (&frame->description);
}

void
_destroy (ArtBacktrace * backtrace)
{
  g_free (backtrace->frames_json);
  g_array_free (backtrace->frames, TRUE);
  g_checksum_free (backtrace->id);
  g_free (backtrace);
}

const gchar *
_get_id (ArtBacktrace * backtrace)
{
  return g_checksum_get_string (backtrace->id);
}

const gchar *
_get_frames (ArtBacktrace * backtrace)
{
  GArray * frames = backtrace->frames;
  JsonBuilder * b;
  guint i;
  JsonNode * root;

  if (backtrace->frames_json != NULL)
    return backtrace->frames_json;

  b = json_builder_new_immutable ();

  json_builder_begin_array (b);

  for (i = 0; i != frames->len; i++)
  {
    ArtStackFrame * frame = &g_array_index (frames, ArtStackFrame, i);
    gchar * description, * ret_type, * paren_open, * paren_close, * arg_types, * token, * method_name, * class_name;
    GString * signature;
    gchar * cursor;
    ArtMethod * translated_method;
    StdString location;
    gsize dexpc;
    const gchar * source_file;
    gint32 line_number;

    description = std_string_get_data (&frame->description);

    ret_type = strchr (description, '\\'') + 1;

    paren_open = strchr (ret_type, '(');
    paren_close = strchr (paren_open, ')');
    *paren_open = '\\0';
    *paren_close = '\\0';

    arg_types = paren_open + 1;

    token = strrchr (ret_type, '.');
    *token = '\\0';

    method_name = token + 1;

    token = strrchr (ret_type, ' ');
    *token = '\\0';

    class_name = token + 1;

    signature = g_string_sized_new (128);

    append_jni_type_name (signature, class_name, method_name - class_name - 1);
    g_string_append_c (signature, ',');
    g_string_append (signature, method_name);
    g_string_append (signature, ",(");

    if (arg_types != paren_close)
    {
      for (cursor = arg_types; cursor != NULL;)
      {
        gsize length;
        gchar * next;

        token = strstr (cursor, ", ");
        if (token != NULL)
        {
          length = token - cursor;
          next = token + 2;
        }
        else
        {
          length = paren_close - cursor;
          next = NULL;
        }

        append_jni_type_name (signature, cursor, length);

        cursor = next;
      }
    }

    g_string_append_c (signature, ')');

    append_jni_type_name (signature, ret_type, class_name - ret_type - 1);

    translated_method = translate_method (frame->method);
    dexpc = (translated_method == frame->method) ? frame->dexpc : 0;

    get_class_location (&location, GSIZE_TO_POINTER (translated_method->declaring_class));

    translate_location (translated_method, dexpc, &source_file, &line_number);

    json_builder_begin_object (b);

    json_builder_set_member_name (b, "signature");
    json_builder_add_string_value (b, signature->str);

    json_builder_set_member_name (b, "origin");
    json_builder_add_string_value (b, std_string_get_data (&location));

    json_builder_set_member_name (b, "className");
    json_builder_add_string_value (b, class_name);

    json_builder_set_member_name (b, "methodName");
    json_builder_add_string_value (b, method_name);

    json_builder_set_member_name (b, "methodFlags");
    json_builder_add_int_value (b, translated_method->access_flags);

    json_builder_set_member_name (b, "fileName");
    json_builder_add_string_value (b, source_file);

    json_builder_set_member_name (b, "lineNumber");
    json_builder_add_int_value (b, line_number);

    json_builder_end_object (b);

    std_string_destroy (&location);
    g_string_free (signature, TRUE);
  }

  json_builder_end_array (b);

  root = json_builder_get_root (b);
  backtrace->frames_json = json_to_string (root, FALSE);
  json_node_unref (root);

  return backtrace->frames_json;
}

static void
append_jni_type_name (GString * s,
                      const gchar * name,
                      gsize length)
{
  gchar shorty = '\\0';
  gsize i;

  switch (name[0])
  {
    case 'b':
      if (strncmp (name, "boolean", length) == 0)
        shorty = 'Z';
      else if (strncmp (name, "byte", length) == 0)
        shorty = 'B';
      break;
    case 'c':
      if (strncmp (name, "char", length) == 0)
        shorty = 'C';
      break;
    case 'd':
      if (strncmp (name, "double", length) == 0)
        shorty = 'D';
      break;
    case 'f':
      if (strncmp (name, "float", length) == 0)
        shorty = 'F';
      break;
    case 'i':
      if (strncmp (name, "int", length) == 0)
        shorty = 'I';
      break;
    case 'l':
      if (strncmp (name, "long", length) == 0)
        shorty = 'J';
      break;
    case 's':
      if (strncmp (name, "short", length) == 0)
        shorty = 'S';
      break;
    case 'v':
      if (strncmp (name, "void", length) == 0)
        shorty = 'V';
      break;
  }

  if (shorty != '\\0')
  {
    g_string_append_c (s, shorty);

    return;
  }

  if (length > 2 && name[length - 2] == '[' && name[length - 1] == ']')
  {
    g_string_append_c (s, '[');
    append_jni_type_name (s, name, length - 2);

    return;
  }

  g_string_append_c (s, 'L');

  for (i = 0; i != length; i++)
  {
    gchar ch = name[i];
    if (ch != '.')
      g_string_append_c (s, ch);
    else
      g_string_append_c (s, '/');
  }

  g_string_append_c (s, ';');
}

static void
std_string_destroy (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  if (is_large)
    cxx_delete (str->large.data);
}

static gchar *
std_string_get_data (StdString * str)
{
  bool is_large = (str->flags & 1) != 0;
  return is_large ? str->large.data : str->tiny.data;
}
`,{current_backtrace:Memory.alloc(Process.pointerSize),perform_art_thread_state_transition:r,art_make_context:n["art::Thread::GetLongJumpContext"]??n["art::Context::Create"],art_stack_visitor_init:n["art::StackVisitor::StackVisitor"],art_stack_visitor_walk_stack:n["art::StackVisitor::WalkStack"],art_stack_visitor_get_method:n["art::StackVisitor::GetMethod"],art_stack_visitor_describe_location:n["art::StackVisitor::DescribeLocation"],translate_method:ce.replacedMethods.translate,translate_location:n["art::Monitor::TranslateLocation"],get_class_location:n["art::mirror::Class::GetLocation"],cxx_delete:n.$delete,strtoul:Process.getModuleByName("libc.so").getExportByName("strtoul")}),i=new NativeFunction(o._create,"pointer",["pointer","uint"],te),s=new NativeFunction(o._destroy,"void",["pointer"],te),l={exceptions:"propagate",scheduling:"exclusive"},a=new NativeFunction(o._get_id,"pointer",["pointer"],l),c=new NativeFunction(o._get_frames,"pointer",["pointer"],l),d=ii(t,e,o._on_thread_state_transition_complete);o._performData=d,r.writePointer(d),o.backtrace=(p,u)=>{let m=i(p,u),h=new ur(m);return Script.bindWeak(h,f.bind(null,m)),h};function f(p){s(p)}return o.getId=p=>a(p).readUtf8String(),o.getFrames=p=>JSON.parse(c(p).readUtf8String()),o}var ur=class{constructor(e){this.handle=e}get id(){return bt.getId(this.handle)}get frames(){return bt.getFrames(this.handle)}};function xr(){qt.forEach(t=>{t.vtablePtr.writePointer(t.vtable),t.vtableCountPtr.writeS32(t.vtableCount)}),qt.clear();for(let t of ti.splice(0))t.deactivate();for(let t of br.splice(0))t.revert()}function Ar(t){return ri(t,"art::jni::JniIdManager::DecodeMethodId")}function Go(t){return ri(t,"art::jni::JniIdManager::DecodeFieldId")}function ri(t,e){let n=H(),r=Yo(n).offset,o=r.jniIdManager,i=r.jniIdsIndirection;if(o!==null&&i!==null){let s=n.artRuntime;if(s.add(i).readInt()!==nc){let a=s.add(o).readPointer();return n[e](a,t)}}return t}var Nd={ia32:Md,x64:jd,arm:Od,arm64:Rd};function Md(t,e,n,r,o){let i=it(o).offset,s=ve(o).offset,l;return Memory.patchCode(t,128,a=>{let c=new X86Writer(a,{pc:t}),d=new X86Relocator(e,c),f=[15,174,4,36],p=[15,174,12,36];c.putPushax(),c.putMovRegReg("ebp","esp"),c.putAndRegU32("esp",4294967280),c.putSubRegImm("esp",512),c.putBytes(f),c.putMovRegFsU32Ptr("ebx",i.self),c.putCallAddressWithAlignedArguments(ce.replacedMethods.findReplacementFromQuickCode,["eax","ebx"]),c.putTestRegReg("eax","eax"),c.putJccShortLabel("je","restore_registers","no-hint"),c.putMovRegOffsetPtrReg("ebp",7*4,"eax"),c.putLabel("restore_registers"),c.putBytes(p),c.putMovRegReg("esp","ebp"),c.putPopax(),c.putJccShortLabel("jne","invoke_replacement","no-hint");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putJmpAddress(e.add(l)),c.putLabel("invoke_replacement"),c.putJmpRegOffsetPtr("eax",s.quickCode),c.flush()}),l}function jd(t,e,n,r,o){let i=it(o).offset,s=ve(o).offset,l;return Memory.patchCode(t,256,a=>{let c=new X86Writer(a,{pc:t}),d=new X86Relocator(e,c),f=[15,174,4,36],p=[15,174,12,36];c.putPushax(),c.putMovRegReg("rbp","rsp"),c.putAndRegU32("rsp",4294967280),c.putSubRegImm("rsp",512),c.putBytes(f),c.putMovRegGsU32Ptr("rbx",i.self),c.putCallAddressWithAlignedArguments(ce.replacedMethods.findReplacementFromQuickCode,["rdi","rbx"]),c.putTestRegReg("rax","rax"),c.putJccShortLabel("je","restore_registers","no-hint"),c.putMovRegOffsetPtrReg("rbp",8*8,"rax"),c.putLabel("restore_registers"),c.putBytes(p),c.putMovRegReg("rsp","rbp"),c.putPopax(),c.putJccShortLabel("jne","invoke_replacement","no-hint");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putJmpAddress(e.add(l)),c.putLabel("invoke_replacement"),c.putJmpRegOffsetPtr("rdi",s.quickCode),c.flush()}),l}function Od(t,e,n,r,o){let i=ve(o).offset,s=e.and(_r),l;return Memory.patchCode(t,128,a=>{let c=new ThumbWriter(a,{pc:t}),d=new ThumbRelocator(s,c),f=[45,237,16,10],p=[189,236,16,10];c.putPushRegs(["r1","r2","r3","r5","r6","r7","r8","r10","r11","lr"]),c.putBytes(f),c.putSubRegRegImm("sp","sp",8),c.putStrRegRegOffset("r0","sp",0),c.putCallAddressWithArguments(ce.replacedMethods.findReplacementFromQuickCode,["r0","r9"]),c.putCmpRegImm("r0",0),c.putBCondLabel("eq","restore_registers"),c.putStrRegRegOffset("r0","sp",0),c.putLabel("restore_registers"),c.putLdrRegRegOffset("r0","sp",0),c.putAddRegRegImm("sp","sp",8),c.putBytes(p),c.putPopRegs(["lr","r11","r10","r8","r7","r6","r5","r3","r2","r1"]),c.putBCondLabel("ne","invoke_replacement");do l=d.readOne();while(l<n&&!d.eoi);d.writeAll(),d.eoi||c.putLdrRegAddress("pc",e.add(l)),c.putLabel("invoke_replacement"),c.putLdrRegRegOffset("pc","r0",i.quickCode),c.flush()}),l}function Rd(t,e,n,{availableScratchRegs:r},o){let i=ve(o).offset,s;return Memory.patchCode(t,256,l=>{let a=new Arm64Writer(l,{pc:t}),c=new Arm64Relocator(e,a);a.putPushRegReg("d0","d1"),a.putPushRegReg("d2","d3"),a.putPushRegReg("d4","d5"),a.putPushRegReg("d6","d7"),a.putPushRegReg("x1","x2"),a.putPushRegReg("x3","x4"),a.putPushRegReg("x5","x6"),a.putPushRegReg("x7","x20"),a.putPushRegReg("x21","x22"),a.putPushRegReg("x23","x24"),a.putPushRegReg("x25","x26"),a.putPushRegReg("x27","x28"),a.putPushRegReg("x29","lr"),a.putSubRegRegImm("sp","sp",16),a.putStrRegRegOffset("x0","sp",0),a.putCallAddressWithArguments(ce.replacedMethods.findReplacementFromQuickCode,["x0","x19"]),a.putCmpRegReg("x0","xzr"),a.putBCondLabel("eq","restore_registers"),a.putStrRegRegOffset("x0","sp",0),a.putLabel("restore_registers"),a.putLdrRegRegOffset("x0","sp",0),a.putAddRegRegImm("sp","sp",16),a.putPopRegReg("x29","lr"),a.putPopRegReg("x27","x28"),a.putPopRegReg("x25","x26"),a.putPopRegReg("x23","x24"),a.putPopRegReg("x21","x22"),a.putPopRegReg("x7","x20"),a.putPopRegReg("x5","x6"),a.putPopRegReg("x3","x4"),a.putPopRegReg("x1","x2"),a.putPopRegReg("d6","d7"),a.putPopRegReg("d4","d5"),a.putPopRegReg("d2","d3"),a.putPopRegReg("d0","d1"),a.putBCondLabel("ne","invoke_replacement");do s=c.readOne();while(s<n&&!c.eoi);if(c.writeAll(),!c.eoi){let d=Array.from(r)[0];a.putLdrRegAddress(d,e.add(s)),a.putBrReg(d)}a.putLabel("invoke_replacement"),a.putLdrRegRegOffset("x16","x0",i.quickCode),a.putBrReg("x16"),a.flush()}),s}var Pd={ia32:Ho,x64:Ho,arm:Fd,arm64:Ud};function Ho(t,e,n){Memory.patchCode(t,16,r=>{let o=new X86Writer(r,{pc:t});o.putJmpAddress(e),o.flush()})}function Fd(t,e,n){let r=t.and(_r);Memory.patchCode(r,16,o=>{let i=new ThumbWriter(o,{pc:r});i.putLdrRegAddress("pc",e.or(1)),i.flush()})}function Ud(t,e,n){Memory.patchCode(t,16,r=>{let o=new Arm64Writer(r,{pc:t});n===16?o.putLdrRegAddress("x16",e):o.putAdrpRegAddress("x16",e),o.putBrReg("x16"),o.flush()})}var Dd={ia32:5,x64:16,arm:8,arm64:16},Qt=class{constructor(e){this.quickCode=e,this.quickCodeAddress=Process.arch==="arm"?e.and(_r):e,this.redirectSize=0,this.trampoline=null,this.overwrittenPrologue=null,this.overwrittenPrologueLength=0}_canRelocateCode(e,n){let r=dr[Process.arch],o=hd[Process.arch],{quickCodeAddress:i}=this,s=new r(i),l=new o(i,s),a;if(Process.arch==="arm64"){let c=new Set(["x16","x17"]);do{let d=l.readOne(),f=new Set(c),{read:p,written:u}=l.input.regsAccessed;for(let m of[p,u])for(let h of m){let g;h.startsWith("w")?g="x"+h.substring(1):g=h,f.delete(g)}if(f.size===0)break;a=d,c=f}while(a<e&&!l.eoi);n.availableScratchRegs=c}else do a=l.readOne();while(a<e&&!l.eoi);return a>=e}_allocateTrampoline(){$t===null&&($t=jn(v===4?128:256));let e=Dd[Process.arch],n,r,o=1,i={};if(v===4||this._canRelocateCode(e,i))n=e,r={};else{let s;Process.arch==="x64"?(n=5,s=rc):Process.arch==="arm64"&&(n=8,s=oc,o=4096),r={near:this.quickCodeAddress,maxDistance:s}}return this.redirectSize=n,this.trampoline=$t.allocateSlice(r,o),i}_destroyTrampoline(){$t.freeSlice(this.trampoline)}activate(e){let n=this._allocateTrampoline(),{trampoline:r,quickCode:o,redirectSize:i}=this,s=Nd[Process.arch],l=s(r,o,i,n,e);this.overwrittenPrologueLength=l,this.overwrittenPrologue=Memory.dup(this.quickCodeAddress,l);let a=Pd[Process.arch];a(o,r,i)}deactivate(){let{quickCodeAddress:e,overwrittenPrologueLength:n}=this,r=dr[Process.arch];Memory.patchCode(e,n,o=>{let i=new r(o,{pc:e}),{overwrittenPrologue:s}=this;i.putBytes(s.readByteArray(n)),i.flush()}),this._destroyTrampoline()}};function Bd(t){let e=H(),{module:n,artClassLinker:r}=e;return t.equals(r.quickGenericJniTrampoline)||t.equals(r.quickToInterpreterBridgeTrampoline)||t.equals(r.quickResolutionTrampoline)||t.equals(r.quickImtConflictTrampoline)||t.compare(n.base)>=0&&t.compare(n.base.add(n.size))<0}var fr=class{constructor(e){let n=Ar(e);this.methodId=n,this.originalMethod=null,this.hookedMethodId=n,this.replacementMethodId=null,this.interceptor=null}replace(e,n,r,o,i){let{kAccCompileDontBother:s,artNterpEntryPoint:l}=i;this.originalMethod=Zo(this.methodId,o);let a=this.originalMethod.accessFlags;if((a&tc)!==0&&zd()){let u=this.originalMethod.jniCode;this.hookedMethodId=u.add(2*v).readPointer(),this.originalMethod=Zo(this.hookedMethodId,o)}let{hookedMethodId:c}=this,d=Jd(c,o);this.replacementMethodId=d,Gt(d,{jniCode:e,accessFlags:(a&~(Kl|Wl|Oo)|Zt|s)>>>0,quickCode:i.artClassLinker.quickGenericJniTrampoline,interpreterCode:i.artInterpreterToCompiledCodeBridge},o);let f=Ko|Yl|Oo;(a&Zt)===0&&(f|=Ql),Gt(c,{accessFlags:(a&~f|s)>>>0},o);let p=this.originalMethod.quickCode;if(l!==null&&p.equals(l)&&Gt(c,{quickCode:i.artQuickToInterpreterBridge},o),!Bd(p)){let u=new Qt(p);u.activate(o),this.interceptor=u}ce.replacedMethods.set(c,d),md(c,o)}revert(e){let{hookedMethodId:n,interceptor:r}=this;Gt(n,this.originalMethod,e),ce.replacedMethods.delete(n),r!==null&&(r.deactivate(),this.interceptor=null)}resolveTarget(e,n,r,o){return this.hookedMethodId}};function zd(){return se()<28}function Zo(t,e){let r=ve(e).offset;return["jniCode","accessFlags","quickCode","interpreterCode"].reduce((o,i)=>{let s=r[i];if(s===void 0)return o;let l=t.add(s),a=i==="accessFlags"?Vl:Jl;return o[i]=a.call(l),o},{})}function Gt(t,e,n){let o=ve(n).offset;Object.keys(e).forEach(i=>{let s=o[i];if(s===void 0)return;let l=t.add(s);(i==="accessFlags"?$l:Gl).call(l,e[i])})}var pr=class{constructor(e){this.methodId=e,this.originalMethod=null}replace(e,n,r,o,i){let{methodId:s}=this;this.originalMethod=Memory.dup(s,Kn);let l=r.reduce((p,u)=>p+u.size,0);n&&l++;let a=(s.add(Ro).readU32()|Zt)>>>0,c=l,d=0,f=l;s.add(Ro).writeU32(a),s.add(dc).writeU16(c),s.add(uc).writeU16(d),s.add(fc).writeU16(f),s.add(hc).writeU32(Vd(s)),i.dvmUseJNIBridge(s,e)}revert(e){Memory.copy(this.methodId,this.originalMethod,Kn)}resolveTarget(e,n,r,o){let i=r.handle.add(Qo).readPointer(),s;if(n)s=o.dvmDecodeIndirectRef(i,e.$h);else{let p=e.$borrowClassHandle(r);s=o.dvmDecodeIndirectRef(i,p.value),p.unref(r)}let l;n?l=s.add(lc).readPointer():l=s;let a=l.toString(16),c=qt.get(a);if(c===void 0){let p=l.add(ac),u=l.add(sc),m=p.readPointer(),h=u.readS32(),g=h*v,b=Memory.alloc(2*g);Memory.copy(b,m,g),p.writePointer(b),c={classObject:l,vtablePtr:p,vtableCountPtr:u,vtable:m,vtableCount:h,shadowVtable:b,shadowVtableCount:h,targetMethods:new Map},qt.set(a,c)}let d=this.methodId.toString(16),f=c.targetMethods.get(d);if(f===void 0){f=Memory.dup(this.originalMethod,Kn);let p=c.shadowVtableCount++;c.shadowVtable.add(p*v).writePointer(f),f.add(cc).writeU16(p),c.vtableCountPtr.writeS32(c.shadowVtableCount),c.targetMethods.set(d,f)}return f}};function Vd(t){if(Process.arch!=="ia32")return Po;let e=t.add(pc).readPointer().readCString();if(e===null||e.length===0||e.length>65535)return Po;let n;switch(e[0]){case"V":n=mc;break;case"F":n=_c;break;case"D":n=gc;break;case"J":n=bc;break;case"Z":case"B":n=wc;break;case"C":n=vc;break;case"S":n=Ec;break;default:n=yc;break}let r=0;for(let o=e.length-1;o>0;o--){let i=e[o];r+=i==="D"||i==="J"?2:1}return n<<Sc|r}function Jd(t,e){let n=H();if(se()<23){let r=n["art::Thread::CurrentFromGdb"]();return n["art::mirror::Object::Clone"](t,r)}return Memory.dup(t,ve(e).size)}function Tr(t,e,n){oi(t,e,sr,n)}function Lr(t,e){oi(t,e,ir)}function Cr(t,e){let n=H();if(se()<26)throw new Error("This API is only available on Android >= 8.0");xe(t,e,r=>{n["art::Runtime::DeoptimizeBootImage"](n.artRuntime)})}function oi(t,e,n,r){let o=H();if(se()<24)throw new Error("This API is only available on Android >= 7.0");xe(t,e,i=>{if(se()<30){if(!o.isJdwpStarted()){let l=$d(o);Mc.push(l)}o.isDebuggerActive()||o["art::Dbg::GoActive"]();let s=Memory.alloc(8+v);switch(s.writeU32(n),n){case ir:break;case sr:s.add(8).writePointer(r);break;default:throw new Error("Unsupported deoptimization kind")}o["art::Dbg::RequestDeoptimization"](s),o["art::Dbg::ManageDeoptimization"]()}else{let s=o.artInstrumentation;if(s===null)throw new Error("Unable to find Instrumentation class in ART; please file a bug");let l=o["art::Instrumentation::EnableDeoptimization"];switch(l!==void 0&&(s.add(Tc().offset.deoptimizationEnabled).readU8()||l(s)),n){case ir:o["art::Instrumentation::DeoptimizeEverything"](s,Memory.allocUtf8String("frida"));break;case sr:o["art::Instrumentation::Deoptimize"](s,r);break;default:throw new Error("Unsupported deoptimization kind")}}})}var hr=class{constructor(){let e=Process.getModuleByName("libart.so"),n=e.getExportByName("_ZN3art4JDWP12JdwpAdbState6AcceptEv"),r=e.getExportByName("_ZN3art4JDWP12JdwpAdbState15ReceiveClientFdEv"),o=qo(),i=qo();this._controlFd=o[0],this._clientFd=i[0];let s=null;s=Interceptor.attach(n,function(l){let a=l[0];Memory.scanSync(a.add(8252),256,"00 ff ff ff ff 00")[0].address.add(1).writeS32(o[1]),s.detach()}),Interceptor.replace(r,new NativeCallback(function(l){return Interceptor.revert(r),i[1]},"int",["pointer"])),Interceptor.flush(),this._handshakeRequest=this._performHandshake()}async _performHandshake(){let e=new UnixInputStream(this._clientFd,{autoClose:!1}),n=new UnixOutputStream(this._clientFd,{autoClose:!1}),r=[74,68,87,80,45,72,97,110,100,115,104,97,107,101];try{await n.writeAll(r),await e.readAll(r.length)}catch{}}};function $d(t){let e=new hr;t["art::Dbg::SetJdwpAllowed"](1);let n=Gd();t["art::Dbg::ConfigureJdwp"](n);let r=t["art::InternalDebuggerControlCallback::StartDebugger"];return r!==void 0?r(NULL):t["art::Dbg::StartJdwp"](),e}function Gd(){let t=se()<28?2:3,e=0,n=t,r=!0,o=!1,i=e,s=8+Et+2,l=Memory.alloc(s);return l.writeU32(n).add(4).writeU8(r?1:0).add(1).writeU8(o?1:0).add(1).add(Et).writeU16(i),l}function qo(){er===null&&(er=new NativeFunction(Process.getModuleByName("libc.so").getExportByName("socketpair"),"int",["int","int","int","pointer"]));let t=Memory.alloc(8);if(er(xc,Ac,0,t)===-1)throw new Error("Unable to create socketpair for JDWP");return[t.readS32(),t.add(4).readS32()]}function Hd(t){let e=Pc().offset,n=t.vm.add(e.globalsLock),r=t.vm.add(e.globals),o=t["art::IndirectReferenceTable::Add"],i=t["art::ReaderWriterMutex::ExclusiveLock"],s=t["art::ReaderWriterMutex::ExclusiveUnlock"],l=0;return function(a,c,d){i(n,c);try{return o(r,l,d)}finally{s(n,c)}}}function Zd(t){let e=t["art::Thread::DecodeJObject"];if(e===void 0)throw new Error("art::Thread::DecodeJObject is not available; please file a bug");return function(n,r,o){return e(r,o)}}var qd={ia32:Wo,x64:Wo,arm:Wd,arm64:Kd};function ii(t,e,n){let r=H(),o=e.handle.readPointer(),i,s=r.find("_ZN3art3JNIILb1EE14ExceptionClearEP7_JNIEnv");s!==null?i=s:i=o.add(en).readPointer();let l,a=r.find("_ZN3art3JNIILb1EE10FatalErrorEP7_JNIEnvPKc");a!==null?l=a:l=o.add(ic).readPointer();let c=qd[Process.arch];if(c===void 0)throw new Error("Not yet implemented for "+Process.arch);let d=null,f=it(t).offset,p=f.exception,u=new Set,m=f.isExceptionReportedToInstrumentation;m!==null&&u.add(m);let h=f.throwLocation;h!==null&&(u.add(h),u.add(h+v),u.add(h+2*v));let g=65536,b=Memory.alloc(g);return Memory.patchCode(b,g,E=>{d=c(E,b,i,l,p,u,n)}),d._code=b,d._callback=n,d}function Wo(t,e,n,r,o,i,s){let l={},a=new Set,c=[n];for(;c.length>0;){let h=c.shift();if(Object.values(l).some(({begin:M,end:O})=>h.compare(M)>=0&&h.compare(O)<0))continue;let b=h.toString(),E={begin:h},x=null,T=!1;do{if(h.equals(r)){T=!0;break}let M=Instruction.parse(h);x=M;let O=l[M.address.toString()];if(O!==void 0){delete l[O.begin.toString()],l[b]=O,O.begin=E.begin,E=null;break}let N=null;switch(M.mnemonic){case"jmp":N=ptr(M.operands[0].value),T=!0;break;case"je":case"jg":case"jle":case"jne":case"js":N=ptr(M.operands[0].value);break;case"ret":T=!0;break}N!==null&&(a.add(N.toString()),c.push(N),c.sort((k,w)=>k.compare(w))),h=M.next}while(!T);E!==null&&(E.end=x.address.add(x.size),l[b]=E)}let d=Object.keys(l).map(h=>l[h]);d.sort((h,g)=>h.begin.compare(g.begin));let f=l[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new X86Writer(t,{pc:e}),u=!1,m=null;return d.forEach(h=>{let g=h.end.sub(h.begin).toInt32(),b=new X86Relocator(h.begin,p),E;for(;(E=b.readOne())!==0;){let x=b.input,{mnemonic:T}=x,M=x.address.toString();a.has(M)&&p.putLabel(M);let O=!0;switch(T){case"jmp":p.putJmpNearLabel(ye(x.operands[0])),O=!1;break;case"je":case"jg":case"jle":case"jne":case"js":p.putJccNearLabel(T,ye(x.operands[0]),"no-hint"),O=!1;break;case"mov":{let[N,k]=x.operands;if(N.type==="mem"&&k.type==="imm"){let w=N.value,L=w.disp;if(L===o&&k.value.valueOf()===0){if(m=w.base,p.putPushfx(),p.putPushax(),p.putMovRegReg("xbp","xsp"),v===4)p.putAndRegU32("esp",4294967280);else{let j=m!=="rdi"?"rdi":"rsi";p.putMovRegU64(j,uint64("0xfffffffffffffff0")),p.putAndRegReg("rsp",j)}p.putCallAddressWithAlignedArguments(s,[m]),p.putMovRegReg("xsp","xbp"),p.putPopax(),p.putPopfx(),u=!0,O=!1}else i.has(L)&&w.base===m&&(O=!1)}break}case"call":{let N=x.operands[0];N.type==="mem"&&N.value.disp===en&&(v===4?(p.putPopReg("eax"),p.putMovRegRegOffsetPtr("eax","eax",4),p.putPushReg("eax")):p.putMovRegRegOffsetPtr("rdi","rdi",8),p.putCallAddressWithArguments(s,[]),u=!0,O=!1);break}}if(O?b.writeAll():b.skipOne(),E===g)break}b.dispose()}),p.dispose(),u||kr(),new NativeFunction(e,"void",["pointer"],te)}function Wd(t,e,n,r,o,i,s){let l={},a=new Set,c=ptr(1).not(),d=[n];for(;d.length>0;){let b=d.shift();if(Object.values(l).some(({begin:L,end:j})=>b.compare(L)>=0&&b.compare(j)<0))continue;let x=b.and(c),T=x.toString(),M=b.and(1),O={begin:x},N=null,k=!1,w=0;do{if(b.equals(r)){k=!0;break}let L=Instruction.parse(b),{mnemonic:j}=L;N=L;let R=b.and(c).toString(),U=l[R];if(U!==void 0){delete l[U.begin.toString()],l[T]=U,U.begin=O.begin,O=null;break}let D=w===0,F=null;switch(j){case"b":F=ptr(L.operands[0].value),k=D;break;case"beq.w":case"beq":case"bne":case"bne.w":case"bgt":F=ptr(L.operands[0].value);break;case"cbz":case"cbnz":F=ptr(L.operands[1].value);break;case"pop.w":D&&(k=L.operands.filter(z=>z.value==="pc").length===1);break}switch(j){case"it":w=1;break;case"itt":w=2;break;case"ittt":w=3;break;case"itttt":w=4;break;default:w>0&&w--;break}F!==null&&(a.add(F.toString()),d.push(F.or(M)),d.sort((z,ie)=>z.compare(ie))),b=L.next}while(!k);O!==null&&(O.end=N.address.add(N.size),l[T]=O)}let f=Object.keys(l).map(b=>l[b]);f.sort((b,E)=>b.begin.compare(E.begin));let p=l[n.and(c).toString()];f.splice(f.indexOf(p),1),f.unshift(p);let u=new ThumbWriter(t,{pc:e}),m=!1,h=null,g=null;return f.forEach(b=>{let E=new ThumbRelocator(b.begin,u),x=b.begin,T=b.end,M=0;do{if(E.readOne()===0)throw new Error("Unexpected end of block");let N=E.input;x=N.address,M=N.size;let{mnemonic:k}=N,w=x.toString();a.has(w)&&u.putLabel(w);let L=!0;switch(k){case"b":u.putBLabel(ye(N.operands[0])),L=!1;break;case"beq.w":u.putBCondLabelWide("eq",ye(N.operands[0])),L=!1;break;case"bne.w":u.putBCondLabelWide("ne",ye(N.operands[0])),L=!1;break;case"beq":case"bne":case"bgt":u.putBCondLabelWide(k.substr(1),ye(N.operands[0])),L=!1;break;case"cbz":{let j=N.operands;u.putCbzRegLabel(j[0].value,ye(j[1])),L=!1;break}case"cbnz":{let j=N.operands;u.putCbnzRegLabel(j[0].value,ye(j[1])),L=!1;break}case"str":case"str.w":{let j=N.operands[1].value,S=j.disp;if(S===o){h=j.base;let R=h!=="r4"?"r4":"r5",U=["r0","r1","r2","r3",R,"r9","r12","lr"];u.putPushRegs(U),u.putMrsRegReg(R,"apsr-nzcvq"),u.putCallAddressWithArguments(s,[h]),u.putMsrRegReg("apsr-nzcvq",R),u.putPopRegs(U),m=!0,L=!1}else i.has(S)&&j.base===h&&(L=!1);break}case"ldr":{let[j,S]=N.operands;if(S.type==="mem"){let R=S.value;R.base[0]==="r"&&R.disp===en&&(g=j.value)}break}case"blx":N.operands[0].value===g&&(u.putLdrRegRegOffset("r0","r0",4),u.putCallAddressWithArguments(s,["r0"]),m=!0,g=null,L=!1);break}L?E.writeAll():E.skipOne()}while(!x.add(M).equals(T));E.dispose()}),u.dispose(),m||kr(),new NativeFunction(e.or(1),"void",["pointer"],te)}function Kd(t,e,n,r,o,i,s){let l={},a=new Set,c=[n];for(;c.length>0;){let b=c.shift();if(Object.values(l).some(({begin:N,end:k})=>b.compare(N)>=0&&b.compare(k)<0))continue;let x=b.toString(),T={begin:b},M=null,O=!1;do{if(b.equals(r)){O=!0;break}let N;try{N=Instruction.parse(b)}catch(L){if(b.readU32()===0){O=!0;break}else throw L}M=N;let k=l[N.address.toString()];if(k!==void 0){delete l[k.begin.toString()],l[x]=k,k.begin=T.begin,T=null;break}let w=null;switch(N.mnemonic){case"b":w=ptr(N.operands[0].value),O=!0;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":w=ptr(N.operands[0].value);break;case"cbz":case"cbnz":w=ptr(N.operands[1].value);break;case"tbz":case"tbnz":w=ptr(N.operands[2].value);break;case"ret":O=!0;break}w!==null&&(a.add(w.toString()),c.push(w),c.sort((L,j)=>L.compare(j))),b=N.next}while(!O);T!==null&&(T.end=M.address.add(M.size),l[x]=T)}let d=Object.keys(l).map(b=>l[b]);d.sort((b,E)=>b.begin.compare(E.begin));let f=l[n.toString()];d.splice(d.indexOf(f),1),d.unshift(f);let p=new Arm64Writer(t,{pc:e});p.putBLabel("performTransition");let u=e.add(p.offset);p.putPushAllXRegisters(),p.putCallAddressWithArguments(s,["x0"]),p.putPopAllXRegisters(),p.putRet(),p.putLabel("performTransition");let m=!1,h=null,g=null;return d.forEach(b=>{let E=b.end.sub(b.begin).toInt32(),x=new Arm64Relocator(b.begin,p),T;for(;(T=x.readOne())!==0;){let M=x.input,{mnemonic:O}=M,N=M.address.toString();a.has(N)&&p.putLabel(N);let k=!0;switch(O){case"b":p.putBLabel(ye(M.operands[0])),k=!1;break;case"b.eq":case"b.ne":case"b.le":case"b.gt":p.putBCondLabel(O.substr(2),ye(M.operands[0])),k=!1;break;case"cbz":{let w=M.operands;p.putCbzRegLabel(w[0].value,ye(w[1])),k=!1;break}case"cbnz":{let w=M.operands;p.putCbnzRegLabel(w[0].value,ye(w[1])),k=!1;break}case"tbz":{let w=M.operands;p.putTbzRegImmLabel(w[0].value,w[1].value.valueOf(),ye(w[2])),k=!1;break}case"tbnz":{let w=M.operands;p.putTbnzRegImmLabel(w[0].value,w[1].value.valueOf(),ye(w[2])),k=!1;break}case"str":{let w=M.operands,L=w[0].value,j=w[1].value,S=j.disp;L==="xzr"&&S===o?(h=j.base,p.putPushRegReg("x0","lr"),p.putMovRegReg("x0",h),p.putBlImm(u),p.putPopRegReg("x0","lr"),m=!0,k=!1):i.has(S)&&j.base===h&&(k=!1);break}case"ldr":{let w=M.operands,L=w[1].value;L.base[0]==="x"&&L.disp===en&&(g=w[0].value);break}case"blr":M.operands[0].value===g&&(p.putLdrRegRegOffset("x0","x0",8),p.putCallAddressWithArguments(s,["x0"]),m=!0,g=null,k=!1);break}if(k?x.writeAll():x.skipOne(),T===E)break}x.dispose()}),p.dispose(),m||kr(),new NativeFunction(e,"void",["pointer"],te)}function kr(){throw new Error("Unable to parse ART internals; please file a bug")}function Qd(t){let e=t["art::ArtMethod::PrettyMethod"];e!==void 0&&(Interceptor.attach(e.impl,ce.hooks.ArtMethod.prettyMethod),Interceptor.flush())}function ye(t){return ptr(t.value).toString()}function Yd(t,e){return new NativeFunction(t,"pointer",e,te)}function Xd(t,e){let n=new NativeFunction(t,"void",["pointer"].concat(e),te);return function(){let r=Memory.alloc(v);return n(r,...arguments),r.readPointer()}}function Ht(t,e){let{arch:n}=Process;switch(n){case"ia32":case"arm64":{let r;n==="ia32"?r=ot(64,s=>{let l=1+e.length,a=l*4;s.putSubRegImm("esp",a);for(let c=0;c!==l;c++){let d=c*4;s.putMovRegRegOffsetPtr("eax","esp",a+4+d),s.putMovRegOffsetPtrReg("esp",d,"eax")}s.putCallAddress(t),s.putAddRegImm("esp",a-4),s.putRet()}):r=ot(32,s=>{s.putMovRegReg("x8","x0"),e.forEach((l,a)=>{s.putMovRegReg("x"+a,"x"+(a+1))}),s.putLdrRegAddress("x7",t),s.putBrReg("x7")});let o=new NativeFunction(r,"void",["pointer"].concat(e),te),i=function(...s){o(...s)};return i.handle=r,i.impl=t,i}default:{let r=new NativeFunction(t,"void",["pointer"].concat(e),te);return r.impl=t,r}}}var Yt=class{constructor(){this.handle=Memory.alloc(Et)}dispose(){let[e,n]=this._getData();n||H().$delete(e)}disposeToString(){let e=this.toString();return this.dispose(),e}toString(){let[e]=this._getData();return e.readUtf8String()}_getData(){let e=this.handle,n=(e.readU8()&1)===0;return[n?e.add(1):e.add(2*v).readPointer(),n]}},mr=class{$delete(){this.dispose(),H().$delete(this)}constructor(e,n){this.handle=e,this._begin=e,this._end=e.add(v),this._storage=e.add(2*v),this._elementSize=n}init(){this.begin=NULL,this.end=NULL,this.storage=NULL}dispose(){H().$delete(this.begin)}get begin(){return this._begin.readPointer()}set begin(e){this._begin.writePointer(e)}get end(){return this._end.readPointer()}set end(e){this._end.writePointer(e)}get storage(){return this._storage.readPointer()}set storage(e){this._storage.writePointer(e)}get size(){return this.end.sub(this.begin).toInt32()/this._elementSize}},vt=class t extends mr{static $new(){let e=new t(H().$new(Ic));return e.init(),e}constructor(e){super(e,v)}get handles(){let e=[],n=this.begin,r=this.end;for(;!n.equals(r);)e.push(n.readPointer()),n=n.add(v);return e}},eu=0,si=v,ai=si+4,tu=-1,Xt=class t{$delete(){this.dispose(),H().$delete(this)}constructor(e){this.handle=e,this._link=e.add(eu),this._numberOfReferences=e.add(si)}init(e,n){this.link=e,this.numberOfReferences=n}dispose(){}get link(){return new t(this._link.readPointer())}set link(e){this._link.writePointer(e)}get numberOfReferences(){return this._numberOfReferences.readS32()}set numberOfReferences(e){this._numberOfReferences.writeS32(e)}},li=iu(ai),ci=li+v,nu=ci+v,wt=class t extends Xt{static $new(e,n){let r=new t(H().$new(nu));return r.init(e,n),r}constructor(e){super(e),this._self=e.add(li),this._currentScope=e.add(ci);let o=(64-v-4-4)/4;this._scopeLayout=yt.layoutForCapacity(o),this._topHandleScopePtr=null}init(e,n){let r=e.add(it(n).offset.topHandleScope);this._topHandleScopePtr=r,super.init(r.readPointer(),tu),this.self=e,this.currentScope=yt.$new(this._scopeLayout),r.writePointer(this)}dispose(){this._topHandleScopePtr.writePointer(this.link);let e;for(;(e=this.currentScope)!==null;){let n=e.link;e.$delete(),this.currentScope=n}}get self(){return this._self.readPointer()}set self(e){this._self.writePointer(e)}get currentScope(){let e=this._currentScope.readPointer();return e.isNull()?null:new yt(e,this._scopeLayout)}set currentScope(e){this._currentScope.writePointer(e)}newHandle(e){return this.currentScope.newHandle(e)}},yt=class t extends Xt{static $new(e){let n=new t(H().$new(e.size),e);return n.init(),n}constructor(e,n){super(e);let{offset:r}=n;this._refsStorage=e.add(r.refsStorage),this._pos=e.add(r.pos),this._layout=n}init(){super.init(NULL,this._layout.numberOfReferences),this.pos=0}get pos(){return this._pos.readU32()}set pos(e){this._pos.writeU32(e)}newHandle(e){let n=this.pos,r=this._refsStorage.add(n*4);return r.writeS32(e.toInt32()),this.pos=n+1,r}static layoutForCapacity(e){let n=ai,r=n+e*4;return{size:r+4,numberOfReferences:e,offset:{refsStorage:n,pos:r}}}},ru={arm:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[26625,18947,17041,53505,19202,18200,18288,48896],s=i.length*2,l=s+4,a=l+4;return Memory.patchCode(r,a,function(c){i.forEach((d,f)=>{c.add(f*2).writeU16(d)}),c.add(s).writeS32(t),c.add(l).writePointer(o)}),r.or(1)},arm64:function(t,e){let n=Process.pageSize,r=Memory.alloc(n);Memory.protect(r,n,"rwx");let o=new NativeCallback(e,"void",["pointer"]);r._onMatchCallback=o;let i=[3107979265,402653378,1795293247,1409286241,1476395139,3592355936,3596551104],s=i.length*4,l=s+4,a=l+8;return Memory.patchCode(r,a,function(c){i.forEach((d,f)=>{c.add(f*4).writeU32(d)}),c.add(s).writeS32(t),c.add(l).writePointer(o)}),r}};function Nr(t,e){return(ru[Process.arch]||ou)(t,e)}function ou(t,e){return new NativeCallback(n=>{n.readS32()===t&&e(n)},"void",["pointer","pointer"])}function iu(t){let e=t%v;return e!==0?t+v-e:t}var su=4,{pointerSize:V}=Process,au=256,lu=65536,cu=131072,du=33554432,uu=67108864,fu=134217728,qe={exceptions:"propagate"},pi=he(xu),pu=he(Tu),hu=he(wu),Mr=null,jr=!1,on=new Map,It=new Map;function Ne(){return Mr===null&&(Mr=mu()),Mr}function mu(){let t=Process.enumerateModules().filter(a=>/jvm.(dll|dylib|so)$/.test(a.name));if(t.length===0)return null;let e=t[0],n={flavor:"jvm"},r=Process.platform==="windows"?[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]],"VMThread::execute":["VMThread::execute","void",["pointer"]],"Method::size":["Method::size","int",["int"]],"Method::set_native_function":["Method::set_native_function","void",["pointer","pointer","int"]],"Method::clear_native_function":["Method::clear_native_function","void",["pointer"]],"Method::jmethod_id":["Method::jmethod_id","pointer",["pointer"]],"ClassLoaderDataGraph::classes_do":["ClassLoaderDataGraph::classes_do","void",["pointer"]],"NMethodSweeper::sweep_code_cache":["NMethodSweeper::sweep_code_cache","void",[]],"OopMapCache::flush_obsolete_entries":["OopMapCache::flush_obsolete_entries","void",["pointer"]]},variables:{"VM_RedefineClasses::`vftable'":function(a){this.vtableRedefineClasses=a},"VM_RedefineClasses::doit":function(a){this.redefineClassesDoIt=a},"VM_RedefineClasses::doit_prologue":function(a){this.redefineClassesDoItPrologue=a},"VM_RedefineClasses::doit_epilogue":function(a){this.redefineClassesDoItEpilogue=a},"VM_RedefineClasses::allow_nested_vm_operations":function(a){this.redefineClassesAllow=a},"NMethodSweeper::_traversals":function(a){this.traversals=a},"NMethodSweeper::_should_sweep":function(a){this.shouldSweep=a}},optionals:[]}]:[{module:e,functions:{JNI_GetCreatedJavaVMs:["JNI_GetCreatedJavaVMs","int",["pointer","int","pointer"]],_ZN6Method4sizeEb:["Method::size","int",["int"]],_ZN6Method19set_native_functionEPhb:["Method::set_native_function","void",["pointer","pointer","int"]],_ZN6Method21clear_native_functionEv:["Method::clear_native_function","void",["pointer"]],_ZN6Method24restore_unshareable_infoEP10JavaThread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method24restore_unshareable_infoEP6Thread:["Method::restore_unshareable_info","void",["pointer","pointer"]],_ZN6Method11link_methodERK12methodHandleP10JavaThread:["Method::link_method","void",["pointer","pointer","pointer"]],_ZN6Method10jmethod_idEv:["Method::jmethod_id","pointer",["pointer"]],_ZN6Method10clear_codeEv:function(a){let c=new NativeFunction(a,"void",["pointer"],qe);this["Method::clear_code"]=function(d){c(d)}},_ZN6Method10clear_codeEb:function(a){let c=new NativeFunction(a,"void",["pointer","int"],qe),d=0;this["Method::clear_code"]=function(f){c(f,d)}},_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass:["VM_RedefineClasses::mark_dependent_code","void",["pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeEv:["VM_RedefineClasses::flush_dependent_code","void",[]],_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread:["VM_RedefineClasses::flush_dependent_code","void",["pointer","pointer","pointer"]],_ZN19ResolvedMethodTable21adjust_method_entriesEPb:["ResolvedMethodTable::adjust_method_entries","void",["pointer"]],_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb:["MemberNameTable::adjust_method_entries","void",["pointer","pointer","pointer"]],_ZN17ConstantPoolCache21adjust_method_entriesEPb:function(a){let c=new NativeFunction(a,"void",["pointer","pointer"],qe);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){c(d,p)}},_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb:function(a){let c=new NativeFunction(a,"void",["pointer","pointer","pointer"],qe);this["ConstantPoolCache::adjust_method_entries"]=function(d,f,p){c(d,f,p)}},_ZN20ClassLoaderDataGraph10classes_doEP12KlassClosure:["ClassLoaderDataGraph::classes_do","void",["pointer"]],_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb:["ClassLoaderDataGraph::clean_deallocate_lists","void",["int"]],_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_:["JavaThread::thread_from_jni_environment","pointer",["pointer"]],_ZN8VMThread7executeEP12VM_Operation:["VMThread::execute","void",["pointer"]],_ZN11OopMapCache22flush_obsolete_entriesEv:["OopMapCache::flush_obsolete_entries","void",["pointer"]],_ZN14NMethodSweeper11force_sweepEv:["NMethodSweeper::force_sweep","void",[]],_ZN14NMethodSweeper16sweep_code_cacheEv:["NMethodSweeper::sweep_code_cache","void",[]],_ZN14NMethodSweeper17sweep_in_progressEv:["NMethodSweeper::sweep_in_progress","bool",[]],JVM_Sleep:["JVM_Sleep","void",["pointer","pointer","long"]]},variables:{_ZN18VM_RedefineClasses14_the_class_oopE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses10_the_classE:function(a){this.redefineClass=a},_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass:function(a){this.doKlass=a},_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass:function(a){this.doKlass=a},_ZTV18VM_RedefineClasses:function(a){this.vtableRedefineClasses=a},_ZN18VM_RedefineClasses4doitEv:function(a){this.redefineClassesDoIt=a},_ZN18VM_RedefineClasses13doit_prologueEv:function(a){this.redefineClassesDoItPrologue=a},_ZN18VM_RedefineClasses13doit_epilogueEv:function(a){this.redefineClassesDoItEpilogue=a},_ZN18VM_RedefineClassesD0Ev:function(a){this.redefineClassesDispose0=a},_ZN18VM_RedefineClassesD1Ev:function(a){this.redefineClassesDispose1=a},_ZNK18VM_RedefineClasses26allow_nested_vm_operationsEv:function(a){this.redefineClassesAllow=a},_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream:function(a){this.redefineClassesOnError=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread:function(a){this.createNewDefaultVtableIndices=a},_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread:function(a){this.createNewDefaultVtableIndices=a},_ZN19Abstract_VM_Version19jre_release_versionEv:function(a){let d=new NativeFunction(a,"pointer",[],qe)().readCString();this.version=d.startsWith("1.8")?8:d.startsWith("9.")?9:parseInt(d.slice(0,2),10),this.versionS=d},_ZN14NMethodSweeper11_traversalsE:function(a){this.traversals=a},_ZN14NMethodSweeper21_sweep_fractions_leftE:function(a){this.fractions=a},_ZN14NMethodSweeper13_should_sweepE:function(a){this.shouldSweep=a}},optionals:["_ZN6Method24restore_unshareable_infoEP10JavaThread","_ZN6Method24restore_unshareable_infoEP6Thread","_ZN6Method11link_methodERK12methodHandleP10JavaThread","_ZN6Method10clear_codeEv","_ZN6Method10clear_codeEb","_ZN18VM_RedefineClasses19mark_dependent_codeEP13InstanceKlass","_ZN18VM_RedefineClasses20flush_dependent_codeEv","_ZN18VM_RedefineClasses20flush_dependent_codeEP13InstanceKlassP6Thread","_ZN18VM_RedefineClasses20flush_dependent_codeE19instanceKlassHandleP6Thread","_ZN19ResolvedMethodTable21adjust_method_entriesEPb","_ZN15MemberNameTable21adjust_method_entriesEP13InstanceKlassPb","_ZN17ConstantPoolCache21adjust_method_entriesEPb","_ZN17ConstantPoolCache21adjust_method_entriesEP13InstanceKlassPb","_ZN20ClassLoaderDataGraph22clean_deallocate_listsEb","_ZN10JavaThread27thread_from_jni_environmentEP7JNIEnv_","_ZN14NMethodSweeper11force_sweepEv","_ZN14NMethodSweeper17sweep_in_progressEv","_ZN18VM_RedefineClasses14_the_class_oopE","_ZN18VM_RedefineClasses10_the_classE","_ZN18VM_RedefineClasses25AdjustCpoolCacheAndVtable8do_klassEP5Klass","_ZN18VM_RedefineClasses22AdjustAndCleanMetadata8do_klassEP5Klass","_ZN18VM_RedefineClassesD0Ev","_ZN18VM_RedefineClassesD1Ev","_ZNK18VM_RedefineClasses14print_on_errorEP12outputStream","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP10JavaThread","_ZN13InstanceKlass33create_new_default_vtable_indicesEiP6Thread","_ZN14NMethodSweeper21_sweep_fractions_leftE"]}],o=[];if(r.forEach(function(a){let c=a.module,d=a.functions||{},f=a.variables||{},p=new Set(a.optionals||[]),u=c.enumerateExports().reduce(function(h,g){return h[g.name]=g,h},{}),m=c.enumerateSymbols().reduce(function(h,g){return h[g.name]=g,h},u);Object.keys(d).forEach(function(h){let g=m[h];if(g!==void 0){let b=d[h];typeof b=="function"?b.call(n,g.address):n[b[0]]=new NativeFunction(g.address,b[1],b[2],qe)}else p.has(h)||o.push(h)}),Object.keys(f).forEach(function(h){let g=m[h];g!==void 0?f[h].call(n,g.address):p.has(h)||o.push(h)})}),o.length>0)throw new Error("Java API only partially available; please file a bug. Missing: "+o.join(", "));let i=Memory.alloc(V),s=Memory.alloc(su);if(_e("JNI_GetCreatedJavaVMs",n.JNI_GetCreatedJavaVMs(i,1,s)),s.readInt()===0)return null;n.vm=i.readPointer();let l=Process.platform==="windows"?{$new:["??2@YAPEAX_K@Z","pointer",["ulong"]],$delete:["??3@YAXPEAX@Z","void",["pointer"]]}:{$new:["_Znwm","pointer",["ulong"]],$delete:["_ZdlPv","void",["pointer"]]};for(let[a,[c,d,f]]of Object.entries(l)){let p=Module.findGlobalExportByName(c);if(p===null&&(p=DebugSymbol.fromName(c).address,p.isNull()))throw new Error(`unable to find C++ allocator API, missing: '${c}'`);n[a]=new NativeFunction(p,d,f,qe)}return n.jvmti=_u(n),n["JavaThread::thread_from_jni_environment"]===void 0&&(n["JavaThread::thread_from_jni_environment"]=bu(n)),n}function _u(t){let e=new ke(t),n;return e.perform(()=>{let r=e.tryGetEnvHandle(Dt.v1_0);if(r===null)throw new Error("JVMTI not available");n=new Re(r,e);let o=Memory.alloc(8);o.writeU64(Bt.canTagObjects);let i=n.addCapabilities(o);_e("getEnvJvmti::AddCapabilities",i)}),n}var gu={x64:yu};function bu(t){let e=null,n=gu[Process.arch];if(n!==void 0){let o=new ke(t).perform(i=>i.handle.readPointer().add(6*V).readPointer());e=Pe(o,n,{limit:11})}return e===null?()=>{throw new Error("Unable to make thread_from_jni_environment() helper for the current architecture")}:r=>r.add(e)}function yu(t){if(t.mnemonic!=="lea")return null;let{base:e,disp:n}=t.operands[1].value;return e==="rdi"&&n<0?n:null}function hi(t,e){}var Or=class{constructor(e){this.methodId=e,this.method=e.readPointer(),this.originalMethod=null,this.newMethod=null,this.resolved=null,this.impl=null,this.key=e.toString(16)}replace(e,n,r,o,i){let{key:s}=this,l=It.get(s);l!==void 0&&(It.delete(s),this.method=l.method,this.originalMethod=l.originalMethod,this.newMethod=l.newMethod,this.resolved=l.resolved),this.impl=e,on.set(s,this),di(o)}revert(e){let{key:n}=this;on.delete(n),It.set(n,this),di(e)}resolveTarget(e,n,r,o){let{resolved:i,originalMethod:s,methodId:l}=this;if(i!==null)return i;if(s===null)return l;s.oldMethod.vtableIndexPtr.writeS32(-2);let c=Memory.alloc(V);return c.writePointer(this.method),this.resolved=c,c}};function di(t){jr||(jr=!0,Script.nextTick(Eu,t))}function Eu(t){let e=new Map(on),n=new Map(It);on.clear(),It.clear(),jr=!1,t.perform(r=>{let o=Ne(),i=o["JavaThread::thread_from_jni_environment"](r.handle),s=!1;mi(()=>{e.forEach(l=>{let{method:a,originalMethod:c,impl:d,methodId:f,newMethod:p}=l;c===null?(l.originalMethod=gi(a),l.newMethod=Su(a,d,i),ui(l.newMethod,f,i)):o["Method::set_native_function"](p.method,d,0)}),n.forEach(l=>{let{originalMethod:a,methodId:c,newMethod:d}=l;if(a!==null){Iu(a);let f=a.oldMethod;f.oldMethod=d,ui(f,c,i),s=!0}})}),s&&vu(r.handle)})}function vu(t){let{fractions:e,shouldSweep:n,traversals:r,"NMethodSweeper::sweep_code_cache":o,"NMethodSweeper::sweep_in_progress":i,"NMethodSweeper::force_sweep":s,JVM_Sleep:l}=Ne();if(s!==void 0)Thread.sleep(.05),s(),Thread.sleep(.05),s();else{let a=r.readS64(),c=a+2;for(;c>a;)e.writeS32(1),l(t,NULL,50),i()||mi(()=>{Thread.sleep(.05)}),n.readU8()===0&&(e.writeS32(1),o()),a=r.readS64()}}function mi(t,e,n){let{execute:r,vtable:o,vtableSize:i,doItOffset:s,prologueOffset:l,epilogueOffset:a}=hu(),c=Memory.dup(o,i),d=Memory.alloc(V*25);d.writePointer(c);let f=new NativeCallback(t,"void",["pointer"]);c.add(s).writePointer(f);let p=null;e!==void 0&&(p=new NativeCallback(e,"int",["pointer"]),c.add(l).writePointer(p));let u=null;n!==void 0&&(u=new NativeCallback(n,"void",["pointer"]),c.add(a).writePointer(u)),r(d)}function wu(){let{vtableRedefineClasses:t,redefineClassesDoIt:e,redefineClassesDoItPrologue:n,redefineClassesDoItEpilogue:r,redefineClassesOnError:o,redefineClassesAllow:i,redefineClassesDispose0:s,redefineClassesDispose1:l,"VMThread::execute":a}=Ne(),c=t.add(2*V),d=15*V,f=Memory.dup(c,d),p=new NativeCallback(()=>{},"void",["pointer"]),u,m,h;for(let g=0;g!==d;g+=V){let b=f.add(g),E=b.readPointer();o!==void 0&&E.equals(o)||s!==void 0&&E.equals(s)||l!==void 0&&E.equals(l)?b.writePointer(p):E.equals(e)?u=g:E.equals(n)?(m=g,b.writePointer(i)):E.equals(r)&&(h=g,b.writePointer(p))}return{execute:a,emptyCallback:p,vtable:f,vtableSize:d,doItOffset:u,prologueOffset:m,epilogueOffset:h}}function _i(t){return new Or(t)}function ui(t,e,n){let{method:r,oldMethod:o}=t,i=Ne();t.methodsArray.add(t.methodIndex*V).writePointer(r),t.vtableIndex>=0&&t.vtable.add(t.vtableIndex*V).writePointer(r),e.writePointer(r),o.accessFlagsPtr.writeU32((o.accessFlags|lu|cu)>>>0);let s=i["OopMapCache::flush_obsolete_entries"];if(s!==void 0){let{oopMapCache:m}=t;m.isNull()||s(m)}let l=i["VM_RedefineClasses::mark_dependent_code"],a=i["VM_RedefineClasses::flush_dependent_code"];l!==void 0?(l(NULL,t.instanceKlass),a()):a(NULL,t.instanceKlass,n);let c=Memory.alloc(1);c.writeU8(1),i["ConstantPoolCache::adjust_method_entries"](t.cache,t.instanceKlass,c);let d=Memory.alloc(3*V),f=Memory.alloc(V);f.writePointer(i.doKlass),d.writePointer(f),d.add(V).writePointer(n),d.add(2*V).writePointer(n),i.redefineClass!==void 0&&i.redefineClass.writePointer(t.instanceKlass),i["ClassLoaderDataGraph::classes_do"](d);let p=i["ResolvedMethodTable::adjust_method_entries"];if(p!==void 0)p(c);else{let{memberNames:m}=t;if(!m.isNull()){let h=i["MemberNameTable::adjust_method_entries"];h!==void 0&&h(m,t.instanceKlass,c)}}let u=i["ClassLoaderDataGraph::clean_deallocate_lists"];u!==void 0&&u(0)}function Su(t,e,n){let r=Ne(),o=gi(t);o.constPtr.writePointer(o.const);let i=(o.accessFlags|au|du|uu|fu)>>>0;if(o.accessFlagsPtr.writeU32(i),o.signatureHandler.writePointer(NULL),o.adapter.writePointer(NULL),o.i2iEntry.writePointer(NULL),r["Method::clear_code"](o.method),o.dataPtr.writePointer(NULL),o.countersPtr.writePointer(NULL),o.stackmapPtr.writePointer(NULL),r["Method::clear_native_function"](o.method),r["Method::set_native_function"](o.method,e,0),r["Method::restore_unshareable_info"](o.method,n),r.version>=17){let s=Memory.alloc(2*V);s.writePointer(o.method),s.add(V).writePointer(n),r["Method::link_method"](o.method,s,n)}return o}function gi(t){let e=pi(),n=t.add(e.method.constMethodOffset).readPointer(),r=n.add(e.constMethod.sizeOffset).readS32()*V,o=Memory.alloc(r+e.method.size);Memory.copy(o,n,r);let i=o.add(r);Memory.copy(i,t,e.method.size);let s=fi(i,o,r),l=fi(t,n,r);return s.oldMethod=l,s}function fi(t,e,n){let r=Ne(),o=pi(),i=t.add(o.method.constMethodOffset),s=t.add(o.method.methodDataOffset),l=t.add(o.method.methodCountersOffset),a=t.add(o.method.accessFlagsOffset),c=a.readU32(),d=o.getAdapterPointer(t,e),f=t.add(o.method.i2iEntryOffset),p=t.add(o.method.signatureHandlerOffset),u=e.add(o.constMethod.constantPoolOffset).readPointer(),m=e.add(o.constMethod.stackmapDataOffset),h=u.add(o.constantPool.instanceKlassOffset).readPointer(),g=u.add(o.constantPool.cacheOffset).readPointer(),b=pu(),E=h.add(b.methodsOffset).readPointer(),x=E.readS32(),T=E.add(V),M=e.add(o.constMethod.methodIdnumOffset).readU16(),O=t.add(o.method.vtableIndexOffset),N=O.readS32(),k=h.add(b.vtableOffset),w=h.add(b.oopMapCacheOffset).readPointer(),L=r.version>=10?h.add(b.memberNamesOffset).readPointer():NULL;return{method:t,methodSize:o.method.size,const:e,constSize:n,constPtr:i,dataPtr:s,countersPtr:l,stackmapPtr:m,instanceKlass:h,methodsArray:T,methodsCount:x,methodIndex:M,vtableIndex:N,vtableIndexPtr:O,vtable:k,accessFlags:c,accessFlagsPtr:a,adapter:d,i2iEntry:f,signatureHandler:p,memberNames:L,cache:g,oopMapCache:w}}function Iu(t){let{oldMethod:e}=t;e.accessFlagsPtr.writeU32(e.accessFlags),e.vtableIndexPtr.writeS32(e.vtableIndex)}function xu(){let t=Ne(),{version:e}=t,n;e>=17?n="method:early":e>=9&&e<=16?n="const-method":n="method:late";let o=t["Method::size"](1)*V,i=V,s=2*V,l=3*V,a=4*V,c=n==="method:early"?V:0,d=a+c,f=d+4,p=f+4+8,u=p+V,m=c!==0?a:u,h=o-2*V,g=o-V,b=8,E=b+V,x=E+V,T=n==="const-method"?V:0,M=x+T,O=M+14,N=2*V,k=3*V;return{getAdapterPointer:T!==0?function(L,j){return j.add(x)}:function(L,j){return L.add(m)},method:{size:o,constMethodOffset:i,methodDataOffset:s,methodCountersOffset:l,accessFlagsOffset:d,vtableIndexOffset:f,i2iEntryOffset:p,nativeFunctionOffset:h,signatureHandlerOffset:g},constMethod:{constantPoolOffset:b,stackmapDataOffset:E,sizeOffset:M,methodIdnumOffset:O},constantPool:{cacheOffset:N,instanceKlassOffset:k}}}var Au={x64:Lu};function Tu(){let{version:t,createNewDefaultVtableIndices:e}=Ne(),n=Au[Process.arch];if(n===void 0)throw new Error(`Missing vtable offset parser for ${Process.arch}`);let r=Pe(e,n,{limit:32});if(r===null)throw new Error("Unable to deduce vtable offset");let o=t>=10&&t<=11||t>=15?17:18,i=r-7*V,s=r-17*V,l=r-o*V;return{vtableOffset:r,methodsOffset:i,memberNamesOffset:s,oopMapCacheOffset:l}}function Lu(t){if(t.mnemonic!=="mov")return null;let e=t.operands[0];if(e.type!=="mem")return null;let{value:n}=e;if(n.scale!==1)return null;let{disp:r}=n;return r<256?null:r+16}var bi=H;try{St()}catch{bi=Ne}var xt=bi;var Cu=`#include <json-glib/json-glib.h>
#include <string.h>

#define kAccStatic 0x0008
#define kAccConstructor 0x00010000

typedef struct _Model Model;
typedef struct _EnumerateMethodsContext EnumerateMethodsContext;

typedef struct _JavaApi JavaApi;
typedef struct _JavaClassApi JavaClassApi;
typedef struct _JavaMethodApi JavaMethodApi;
typedef struct _JavaFieldApi JavaFieldApi;

typedef struct _JNIEnv JNIEnv;
typedef guint8 jboolean;
typedef gint32 jint;
typedef jint jsize;
typedef gpointer jobject;
typedef jobject jclass;
typedef jobject jstring;
typedef jobject jarray;
typedef jarray jobjectArray;
typedef gpointer jfieldID;
typedef gpointer jmethodID;

typedef struct _jvmtiEnv jvmtiEnv;
typedef enum
{
  JVMTI_ERROR_NONE = 0
} jvmtiError;

typedef struct _ArtApi ArtApi;
typedef guint32 ArtHeapReference;
typedef struct _ArtObject ArtObject;
typedef struct _ArtClass ArtClass;
typedef struct _ArtClassLinker ArtClassLinker;
typedef struct _ArtClassVisitor ArtClassVisitor;
typedef struct _ArtClassVisitorVTable ArtClassVisitorVTable;
typedef struct _ArtMethod ArtMethod;
typedef struct _ArtString ArtString;

typedef union _StdString StdString;
typedef struct _StdStringShort StdStringShort;
typedef struct _StdStringLong StdStringLong;

typedef void (* ArtVisitClassesFunc) (ArtClassLinker * linker, ArtClassVisitor * visitor);
typedef const char * (* ArtGetClassDescriptorFunc) (ArtClass * klass, StdString * storage);
typedef void (* ArtPrettyMethodFunc) (StdString * result, ArtMethod * method, jboolean with_signature);

struct _Model
{
  GHashTable * members;
};

struct _EnumerateMethodsContext
{
  GPatternSpec * class_query;
  GPatternSpec * method_query;
  jboolean include_signature;
  jboolean ignore_case;
  jboolean skip_system_classes;
  GHashTable * groups;
};

struct _JavaClassApi
{
  jmethodID get_declared_methods;
  jmethodID get_declared_fields;
};

struct _JavaMethodApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaFieldApi
{
  jmethodID get_name;
  jmethodID get_modifiers;
};

struct _JavaApi
{
  jvmtiEnv * jvmti;
  JavaClassApi clazz;
  JavaMethodApi method;
  JavaFieldApi field;
};

struct _JNIEnv
{
  gpointer * functions;
};

struct _jvmtiEnv
{
  gpointer * functions;
};

struct _ArtApi
{
  gboolean available;

  guint class_offset_ifields;
  guint class_offset_methods;
  guint class_offset_sfields;
  guint class_offset_copied_methods_offset;

  guint method_size;
  guint method_offset_access_flags;

  guint field_size;
  guint field_offset_access_flags;

  guint alignment_padding;

  ArtClassLinker * linker;
  ArtVisitClassesFunc visit_classes;
  ArtGetClassDescriptorFunc get_class_descriptor;
  ArtPrettyMethodFunc pretty_method;

  void (* free) (gpointer mem);
};

struct _ArtObject
{
  ArtHeapReference klass;
  ArtHeapReference monitor;
};

struct _ArtClass
{
  ArtObject parent;

  ArtHeapReference class_loader;
};

struct _ArtClassVisitor
{
  ArtClassVisitorVTable * vtable;
  gpointer user_data;
};

struct _ArtClassVisitorVTable
{
  void (* reserved1) (ArtClassVisitor * self);
  void (* reserved2) (ArtClassVisitor * self);
  jboolean (* visit) (ArtClassVisitor * self, ArtClass * klass);
};

struct _ArtString
{
  ArtObject parent;

  gint32 count;
  guint32 hash_code;

  union
  {
    guint16 value[0];
    guint8 value_compressed[0];
  };
};

struct _StdStringShort
{
  guint8 size;
  gchar data[(3 * sizeof (gpointer)) - sizeof (guint8)];
};

struct _StdStringLong
{
  gsize capacity;
  gsize size;
  gchar * data;
};

union _StdString
{
  StdStringShort s;
  StdStringLong l;
};

static void model_add_method (Model * self, const gchar * name, jmethodID id, jint modifiers);
static void model_add_field (Model * self, const gchar * name, jfieldID id, jint modifiers);
static void model_free (Model * model);

static jboolean collect_matching_class_methods (ArtClassVisitor * self, ArtClass * klass);
static gchar * finalize_method_groups_to_json (GHashTable * groups);
static GPatternSpec * make_pattern_spec (const gchar * pattern, jboolean ignore_case);
static gchar * class_name_from_signature (const gchar * signature);
static gchar * format_method_signature (const gchar * name, const gchar * signature);
static void append_type (GString * output, const gchar ** type);

static gpointer read_art_array (gpointer object_base, guint field_offset, guint length_size, guint * length);

static void std_string_destroy (StdString * str);
static gchar * std_string_c_str (StdString * self);

extern GMutex lock;
extern GArray * models;
extern JavaApi java_api;
extern ArtApi art_api;

void
init (void)
{
  g_mutex_init (&lock);
  models = g_array_new (FALSE, FALSE, sizeof (Model *));
}

void
finalize (void)
{
  guint n, i;

  n = models->len;
  for (i = 0; i != n; i++)
  {
    Model * model = g_array_index (models, Model *, i);
    model_free (model);
  }

  g_array_unref (models);
  g_mutex_clear (&lock);
}

Model *
model_new (jclass class_handle,
           gpointer class_object,
           JNIEnv * env)
{
  Model * model;
  GHashTable * members;
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * funcs = env->functions;
  jmethodID (* from_reflected_method) (JNIEnv *, jobject) = funcs[7];
  jfieldID (* from_reflected_field) (JNIEnv *, jobject) = funcs[8];
  jobject (* to_reflected_method) (JNIEnv *, jclass, jmethodID, jboolean) = funcs[9];
  jobject (* to_reflected_field) (JNIEnv *, jclass, jfieldID, jboolean) = funcs[12];
  void (* delete_local_ref) (JNIEnv *, jobject) = funcs[23];
  jobject (* call_object_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[34];
  jint (* call_int_method) (JNIEnv *, jobject, jmethodID, ...) = funcs[49];
  const char * (* get_string_utf_chars) (JNIEnv *, jstring, jboolean *) = funcs[169];
  void (* release_string_utf_chars) (JNIEnv *, jstring, const char *) = funcs[170];
  jsize (* get_array_length) (JNIEnv *, jarray) = funcs[171];
  jobject (* get_object_array_element) (JNIEnv *, jobjectArray, jsize) = funcs[173];
  jsize n, i;

  model = g_new (Model, 1);

  members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  model->members = members;

  if (jvmti != NULL)
  {
    gpointer * jf = jvmti->functions - 1;
    jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
    jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
    jvmtiError (* get_class_fields) (jvmtiEnv *, jclass, jint *, jfieldID **) = jf[53];
    jvmtiError (* get_field_name) (jvmtiEnv *, jclass, jfieldID, char **, char **, char **) = jf[60];
    jvmtiError (* get_field_modifiers) (jvmtiEnv *, jclass, jfieldID, jint *) = jf[62];
    jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
    jvmtiError (* get_method_modifiers) (jvmtiEnv *, jmethodID, jint *) = jf[66];
    jint method_count;
    jmethodID * methods;
    jint field_count;
    jfieldID * fields;
    char * name;
    jint modifiers;

    get_class_methods (jvmti, class_handle, &method_count, &methods);
    for (i = 0; i != method_count; i++)
    {
      jmethodID method = methods[i];

      get_method_name (jvmti, method, &name, NULL, NULL);
      get_method_modifiers (jvmti, method, &modifiers);

      model_add_method (model, name, method, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, methods);

    get_class_fields (jvmti, class_handle, &field_count, &fields);
    for (i = 0; i != field_count; i++)
    {
      jfieldID field = fields[i];

      get_field_name (jvmti, class_handle, field, &name, NULL, NULL);
      get_field_modifiers (jvmti, class_handle, field, &modifiers);

      model_add_field (model, name, field, modifiers);

      deallocate (jvmti, name);
    }
    deallocate (jvmti, fields);
  }
  else if (art_api.available)
  {
    gpointer elements;
    guint n, i;
    const guint field_arrays[] = {
      art_api.class_offset_ifields,
      art_api.class_offset_sfields
    };
    guint field_array_cursor;
    gboolean merged_fields = art_api.class_offset_sfields == 0;

    elements = read_art_array (class_object, art_api.class_offset_methods, sizeof (gsize), NULL);
    n = *(guint16 *) (class_object + art_api.class_offset_copied_methods_offset);
    for (i = 0; i != n; i++)
    {
      jmethodID id;
      guint32 access_flags;
      jboolean is_static;
      jobject method, name;
      const char * name_str;
      jint modifiers;

      id = elements + (i * art_api.method_size);

      access_flags = *(guint32 *) (id + art_api.method_offset_access_flags);
      if ((access_flags & kAccConstructor) != 0)
        continue;
      is_static = (access_flags & kAccStatic) != 0;
      method = to_reflected_method (env, class_handle, id, is_static);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      modifiers = access_flags & 0xffff;

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }

    for (field_array_cursor = 0; field_array_cursor != G_N_ELEMENTS (field_arrays); field_array_cursor++)
    {
      jboolean is_static;

      if (field_arrays[field_array_cursor] == 0)
        continue;

      if (!merged_fields)
        is_static = field_array_cursor == 1;

      elements = read_art_array (class_object, field_arrays[field_array_cursor], sizeof (guint32), &n);
      for (i = 0; i != n; i++)
      {
        jfieldID id;
        guint32 access_flags;
        jobject field, name;
        const char * name_str;
        jint modifiers;

        id = elements + (i * art_api.field_size);

        access_flags = *(guint32 *) (id + art_api.field_offset_access_flags);
        if (merged_fields)
          is_static = (access_flags & kAccStatic) != 0;
        field = to_reflected_field (env, class_handle, id, is_static);
        name = call_object_method (env, field, java_api.field.get_name);
        name_str = get_string_utf_chars (env, name, NULL);
        modifiers = access_flags & 0xffff;

        model_add_field (model, name_str, id, modifiers);

        release_string_utf_chars (env, name, name_str);
        delete_local_ref (env, name);
        delete_local_ref (env, field);
      }
    }
  }
  else
  {
    jobject elements;

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_methods);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject method, name;
      const char * name_str;
      jmethodID id;
      jint modifiers;

      method = get_object_array_element (env, elements, i);
      name = call_object_method (env, method, java_api.method.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_method (env, method);
      modifiers = call_int_method (env, method, java_api.method.get_modifiers);

      model_add_method (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, method);
    }
    delete_local_ref (env, elements);

    elements = call_object_method (env, class_handle, java_api.clazz.get_declared_fields);
    n = get_array_length (env, elements);
    for (i = 0; i != n; i++)
    {
      jobject field, name;
      const char * name_str;
      jfieldID id;
      jint modifiers;

      field = get_object_array_element (env, elements, i);
      name = call_object_method (env, field, java_api.field.get_name);
      name_str = get_string_utf_chars (env, name, NULL);
      id = from_reflected_field (env, field);
      modifiers = call_int_method (env, field, java_api.field.get_modifiers);

      model_add_field (model, name_str, id, modifiers);

      release_string_utf_chars (env, name, name_str);
      delete_local_ref (env, name);
      delete_local_ref (env, field);
    }
    delete_local_ref (env, elements);
  }

  g_mutex_lock (&lock);
  g_array_append_val (models, model);
  g_mutex_unlock (&lock);

  return model;
}

static void
model_add_method (Model * self,
                  const gchar * name,
                  jmethodID id,
                  jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;
  const gchar * value;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  value = g_hash_table_lookup (members, key);
  if (value == NULL)
    g_hash_table_insert (members, key, g_strdup_printf ("m:%c0x%zx", type, id));
  else
    g_hash_table_insert (members, key, g_strdup_printf ("%s:%c0x%zx", value, type, id));
}

static void
model_add_field (Model * self,
                 const gchar * name,
                 jfieldID id,
                 jint modifiers)
{
  GHashTable * members = self->members;
  gchar * key, type;

  if (name[0] == '$')
    key = g_strdup_printf ("_%s", name);
  else
    key = g_strdup (name);
  while (g_hash_table_contains (members, key))
  {
    gchar * new_key = g_strdup_printf ("_%s", key);
    g_free (key);
    key = new_key;
  }

  type = (modifiers & kAccStatic) != 0 ? 's' : 'i';

  g_hash_table_insert (members, key, g_strdup_printf ("f:%c0x%zx", type, id));
}

static void
model_free (Model * model)
{
  g_hash_table_unref (model->members);

  g_free (model);
}

gboolean
model_has (Model * self,
           const gchar * member)
{
  return g_hash_table_contains (self->members, member);
}

const gchar *
model_find (Model * self,
            const gchar * member)
{
  return g_hash_table_lookup (self->members, member);
}

gchar *
model_list (Model * self)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  const gchar * name;

  result = g_string_sized_new (128);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, self->members);
  for (i = 0; g_hash_table_iter_next (&iter, (gpointer *) &name, NULL); i++)
  {
    if (i > 0)
      g_string_append_c (result, ',');

    g_string_append_c (result, '"');
    g_string_append (result, name);
    g_string_append_c (result, '"');
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

gchar *
enumerate_methods_art (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes)
{
  gchar * result;
  EnumerateMethodsContext ctx;
  ArtClassVisitor visitor;
  ArtClassVisitorVTable visitor_vtable = { NULL, };

  ctx.class_query = make_pattern_spec (class_query, ignore_case);
  ctx.method_query = make_pattern_spec (method_query, ignore_case);
  ctx.include_signature = include_signature;
  ctx.ignore_case = ignore_case;
  ctx.skip_system_classes = skip_system_classes;
  ctx.groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  visitor.vtable = &visitor_vtable;
  visitor.user_data = &ctx;

  visitor_vtable.visit = collect_matching_class_methods;

  art_api.visit_classes (art_api.linker, &visitor);

  result = finalize_method_groups_to_json (ctx.groups);

  g_hash_table_unref (ctx.groups);
  g_pattern_spec_free (ctx.method_query);
  g_pattern_spec_free (ctx.class_query);

  return result;
}

static jboolean
collect_matching_class_methods (ArtClassVisitor * self,
                                ArtClass * klass)
{
  EnumerateMethodsContext * ctx = self->user_data;
  const char * descriptor;
  StdString descriptor_storage = { 0, };
  gchar * class_name = NULL;
  gchar * class_name_copy = NULL;
  const gchar * normalized_class_name;
  JsonBuilder * group;
  size_t class_name_length;
  GHashTable * seen_method_names;
  gpointer elements;
  guint n, i;

  if (ctx->skip_system_classes && klass->class_loader == 0)
    goto skip_class;

  descriptor = art_api.get_class_descriptor (klass, &descriptor_storage);
  if (descriptor[0] != 'L')
    goto skip_class;

  class_name = class_name_from_signature (descriptor);

  if (ctx->ignore_case)
  {
    class_name_copy = g_utf8_strdown (class_name, -1);
    normalized_class_name = class_name_copy;
  }
  else
  {
    normalized_class_name = class_name;
  }

  if (!g_pattern_match_string (ctx->class_query, normalized_class_name))
    goto skip_class;

  group = NULL;
  class_name_length = strlen (class_name);
  seen_method_names = ctx->include_signature ? NULL : g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  elements = read_art_array (klass, art_api.class_offset_methods, sizeof (gsize), NULL);
  n = *(guint16 *) ((gpointer) klass + art_api.class_offset_copied_methods_offset);
  for (i = 0; i != n; i++)
  {
    ArtMethod * method;
    guint32 access_flags;
    jboolean is_constructor;
    StdString method_name = { 0, };
    const gchar * bare_method_name;
    gchar * bare_method_name_copy = NULL;
    const gchar * normalized_method_name;
    gchar * normalized_method_name_copy = NULL;

    method = elements + (i * art_api.method_size);

    access_flags = *(guint32 *) ((gpointer) method + art_api.method_offset_access_flags);
    is_constructor = (access_flags & kAccConstructor) != 0;

    art_api.pretty_method (&method_name, method, ctx->include_signature);
    bare_method_name = std_string_c_str (&method_name);
    if (ctx->include_signature)
    {
      const gchar * return_type_end, * name_begin;
      GString * name;

      return_type_end = strchr (bare_method_name, ' ');
      name_begin = return_type_end + 1 + class_name_length + 1;
      if (is_constructor && g_str_has_prefix (name_begin, "<clinit>"))
        goto skip_method;

      name = g_string_sized_new (64);

      if (is_constructor)
      {
        g_string_append (name, "$init");
        g_string_append (name, strchr (name_begin, '>') + 1);
      }
      else
      {
        g_string_append (name, name_begin);
      }
      g_string_append (name, ": ");
      g_string_append_len (name, bare_method_name, return_type_end - bare_method_name);

      bare_method_name_copy = g_string_free (name, FALSE);
      bare_method_name = bare_method_name_copy;
    }
    else
    {
      const gchar * name_begin;

      name_begin = bare_method_name + class_name_length + 1;
      if (is_constructor && strcmp (name_begin, "<clinit>") == 0)
        goto skip_method;

      if (is_constructor)
        bare_method_name = "$init";
      else
        bare_method_name += class_name_length + 1;
    }

    if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, bare_method_name))
      goto skip_method;

    if (ctx->ignore_case)
    {
      normalized_method_name_copy = g_utf8_strdown (bare_method_name, -1);
      normalized_method_name = normalized_method_name_copy;
    }
    else
    {
      normalized_method_name = bare_method_name;
    }

    if (!g_pattern_match_string (ctx->method_query, normalized_method_name))
      goto skip_method;

    if (group == NULL)
    {
      group = g_hash_table_lookup (ctx->groups, GUINT_TO_POINTER (klass->class_loader));
      if (group == NULL)
      {
        group = json_builder_new_immutable ();
        g_hash_table_insert (ctx->groups, GUINT_TO_POINTER (klass->class_loader), group);

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "loader");
        json_builder_add_int_value (group, klass->class_loader);

        json_builder_set_member_name (group, "classes");
        json_builder_begin_array (group);
      }

      json_builder_begin_object (group);

      json_builder_set_member_name (group, "name");
      json_builder_add_string_value (group, class_name);

      json_builder_set_member_name (group, "methods");
      json_builder_begin_array (group);
    }

    json_builder_add_string_value (group, bare_method_name);

    if (seen_method_names != NULL)
      g_hash_table_add (seen_method_names, g_strdup (bare_method_name));

skip_method:
    g_free (normalized_method_name_copy);
    g_free (bare_method_name_copy);
    std_string_destroy (&method_name);
  }

  if (seen_method_names != NULL)
    g_hash_table_unref (seen_method_names);

  if (group == NULL)
    goto skip_class;

  json_builder_end_array (group);
  json_builder_end_object (group);

skip_class:
  g_free (class_name_copy);
  g_free (class_name);
  std_string_destroy (&descriptor_storage);

  return TRUE;
}

gchar *
enumerate_methods_jvm (const gchar * class_query,
                       const gchar * method_query,
                       jboolean include_signature,
                       jboolean ignore_case,
                       jboolean skip_system_classes,
                       JNIEnv * env)
{
  gchar * result;
  GPatternSpec * class_pattern, * method_pattern;
  GHashTable * groups;
  gpointer * ef = env->functions;
  jobject (* new_global_ref) (JNIEnv *, jobject) = ef[21];
  void (* delete_local_ref) (JNIEnv *, jobject) = ef[23];
  jboolean (* is_same_object) (JNIEnv *, jobject, jobject) = ef[24];
  jvmtiEnv * jvmti = java_api.jvmti;
  gpointer * jf = jvmti->functions - 1;
  jvmtiError (* deallocate) (jvmtiEnv *, void * mem) = jf[47];
  jvmtiError (* get_class_signature) (jvmtiEnv *, jclass, char **, char **) = jf[48];
  jvmtiError (* get_class_methods) (jvmtiEnv *, jclass, jint *, jmethodID **) = jf[52];
  jvmtiError (* get_class_loader) (jvmtiEnv *, jclass, jobject *) = jf[57];
  jvmtiError (* get_method_name) (jvmtiEnv *, jmethodID, char **, char **, char **) = jf[64];
  jvmtiError (* get_loaded_classes) (jvmtiEnv *, jint *, jclass **) = jf[78];
  jint class_count, class_index;
  jclass * classes;

  class_pattern = make_pattern_spec (class_query, ignore_case);
  method_pattern = make_pattern_spec (method_query, ignore_case);
  groups = g_hash_table_new_full (NULL, NULL, NULL, NULL);

  if (get_loaded_classes (jvmti, &class_count, &classes) != JVMTI_ERROR_NONE)
    goto emit_results;

  for (class_index = 0; class_index != class_count; class_index++)
  {
    jclass klass = classes[class_index];
    jobject loader = NULL;
    gboolean have_loader = FALSE;
    char * signature = NULL;
    gchar * class_name = NULL;
    gchar * class_name_copy = NULL;
    const gchar * normalized_class_name;
    jint method_count, method_index;
    jmethodID * methods = NULL;
    JsonBuilder * group = NULL;
    GHashTable * seen_method_names = NULL;

    if (skip_system_classes)
    {
      if (get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
        goto skip_class;
      have_loader = TRUE;

      if (loader == NULL)
        goto skip_class;
    }

    if (get_class_signature (jvmti, klass, &signature, NULL) != JVMTI_ERROR_NONE)
      goto skip_class;

    class_name = class_name_from_signature (signature);

    if (ignore_case)
    {
      class_name_copy = g_utf8_strdown (class_name, -1);
      normalized_class_name = class_name_copy;
    }
    else
    {
      normalized_class_name = class_name;
    }

    if (!g_pattern_match_string (class_pattern, normalized_class_name))
      goto skip_class;

    if (get_class_methods (jvmti, klass, &method_count, &methods) != JVMTI_ERROR_NONE)
      goto skip_class;

    if (!include_signature)
      seen_method_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

    for (method_index = 0; method_index != method_count; method_index++)
    {
      jmethodID method = methods[method_index];
      const gchar * method_name;
      char * method_name_value = NULL;
      char * method_signature_value = NULL;
      gchar * method_name_copy = NULL;
      const gchar * normalized_method_name;
      gchar * normalized_method_name_copy = NULL;

      if (get_method_name (jvmti, method, &method_name_value, include_signature ? &method_signature_value : NULL, NULL) != JVMTI_ERROR_NONE)
        goto skip_method;
      method_name = method_name_value;

      if (method_name[0] == '<')
      {
        if (strcmp (method_name, "<init>") == 0)
          method_name = "$init";
        else if (strcmp (method_name, "<clinit>") == 0)
          goto skip_method;
      }

      if (include_signature)
      {
        method_name_copy = format_method_signature (method_name, method_signature_value);
        method_name = method_name_copy;
      }

      if (seen_method_names != NULL && g_hash_table_contains (seen_method_names, method_name))
        goto skip_method;

      if (ignore_case)
      {
        normalized_method_name_copy = g_utf8_strdown (method_name, -1);
        normalized_method_name = normalized_method_name_copy;
      }
      else
      {
        normalized_method_name = method_name;
      }

      if (!g_pattern_match_string (method_pattern, normalized_method_name))
        goto skip_method;

      if (group == NULL)
      {
        if (!have_loader && get_class_loader (jvmti, klass, &loader) != JVMTI_ERROR_NONE)
          goto skip_method;

        if (loader == NULL)
        {
          group = g_hash_table_lookup (groups, NULL);
        }
        else
        {
          GHashTableIter iter;
          jobject cur_loader;
          JsonBuilder * cur_group;

          g_hash_table_iter_init (&iter, groups);
          while (g_hash_table_iter_next (&iter, (gpointer *) &cur_loader, (gpointer *) &cur_group))
          {
            if (cur_loader != NULL && is_same_object (env, cur_loader, loader))
            {
              group = cur_group;
              break;
            }
          }
        }

        if (group == NULL)
        {
          jobject l;
          gchar * str;

          l = (loader != NULL) ? new_global_ref (env, loader) : NULL;

          group = json_builder_new_immutable ();
          g_hash_table_insert (groups, l, group);

          json_builder_begin_object (group);

          json_builder_set_member_name (group, "loader");
          str = g_strdup_printf ("0x%" G_GSIZE_MODIFIER "x", GPOINTER_TO_SIZE (l));
          json_builder_add_string_value (group, str);
          g_free (str);

          json_builder_set_member_name (group, "classes");
          json_builder_begin_array (group);
        }

        json_builder_begin_object (group);

        json_builder_set_member_name (group, "name");
        json_builder_add_string_value (group, class_name);

        json_builder_set_member_name (group, "methods");
        json_builder_begin_array (group);
      }

      json_builder_add_string_value (group, method_name);

      if (seen_method_names != NULL)
        g_hash_table_add (seen_method_names, g_strdup (method_name));

skip_method:
      g_free (normalized_method_name_copy);
      g_free (method_name_copy);
      deallocate (jvmti, method_signature_value);
      deallocate (jvmti, method_name_value);
    }

skip_class:
    if (group != NULL)
    {
      json_builder_end_array (group);
      json_builder_end_object (group);
    }

    if (seen_method_names != NULL)
      g_hash_table_unref (seen_method_names);

    deallocate (jvmti, methods);

    g_free (class_name_copy);
    g_free (class_name);
    deallocate (jvmti, signature);

    if (loader != NULL)
      delete_local_ref (env, loader);

    delete_local_ref (env, klass);
  }

  deallocate (jvmti, classes);

emit_results:
  result = finalize_method_groups_to_json (groups);

  g_hash_table_unref (groups);
  g_pattern_spec_free (method_pattern);
  g_pattern_spec_free (class_pattern);

  return result;
}

static gchar *
finalize_method_groups_to_json (GHashTable * groups)
{
  GString * result;
  GHashTableIter iter;
  guint i;
  JsonBuilder * group;

  result = g_string_sized_new (1024);

  g_string_append_c (result, '[');

  g_hash_table_iter_init (&iter, groups);
  for (i = 0; g_hash_table_iter_next (&iter, NULL, (gpointer *) &group); i++)
  {
    JsonNode * root;
    gchar * json;

    if (i > 0)
      g_string_append_c (result, ',');

    json_builder_end_array (group);
    json_builder_end_object (group);

    root = json_builder_get_root (group);
    json = json_to_string (root, FALSE);
    g_string_append (result, json);
    g_free (json);
    json_node_unref (root);

    g_object_unref (group);
  }

  g_string_append_c (result, ']');

  return g_string_free (result, FALSE);
}

static GPatternSpec *
make_pattern_spec (const gchar * pattern,
                   jboolean ignore_case)
{
  GPatternSpec * spec;

  if (ignore_case)
  {
    gchar * str = g_utf8_strdown (pattern, -1);
    spec = g_pattern_spec_new (str);
    g_free (str);
  }
  else
  {
    spec = g_pattern_spec_new (pattern);
  }

  return spec;
}

static gchar *
class_name_from_signature (const gchar * descriptor)
{
  gchar * result, * c;

  result = g_strdup (descriptor + 1);

  for (c = result; *c != '\\0'; c++)
  {
    if (*c == '/')
      *c = '.';
  }

  c[-1] = '\\0';

  return result;
}

static gchar *
format_method_signature (const gchar * name,
                         const gchar * signature)
{
  GString * sig;
  const gchar * cursor;
  gint arg_index;

  sig = g_string_sized_new (128);

  g_string_append (sig, name);

  cursor = signature;
  arg_index = -1;
  while (TRUE)
  {
    const gchar c = *cursor;

    if (c == '(')
    {
      g_string_append_c (sig, c);
      cursor++;
      arg_index = 0;
    }
    else if (c == ')')
    {
      g_string_append_c (sig, c);
      cursor++;
      break;
    }
    else
    {
      if (arg_index >= 1)
        g_string_append (sig, ", ");

      append_type (sig, &cursor);

      if (arg_index != -1)
        arg_index++;
    }
  }

  g_string_append (sig, ": ");
  append_type (sig, &cursor);

  return g_string_free (sig, FALSE);
}

static void
append_type (GString * output,
             const gchar ** type)
{
  const gchar * cursor = *type;

  switch (*cursor)
  {
    case 'Z':
      g_string_append (output, "boolean");
      cursor++;
      break;
    case 'B':
      g_string_append (output, "byte");
      cursor++;
      break;
    case 'C':
      g_string_append (output, "char");
      cursor++;
      break;
    case 'S':
      g_string_append (output, "short");
      cursor++;
      break;
    case 'I':
      g_string_append (output, "int");
      cursor++;
      break;
    case 'J':
      g_string_append (output, "long");
      cursor++;
      break;
    case 'F':
      g_string_append (output, "float");
      cursor++;
      break;
    case 'D':
      g_string_append (output, "double");
      cursor++;
      break;
    case 'V':
      g_string_append (output, "void");
      cursor++;
      break;
    case 'L':
    {
      gchar ch;

      cursor++;
      for (; (ch = *cursor) != ';'; cursor++)
      {
        g_string_append_c (output, (ch != '/') ? ch : '.');
      }
      cursor++;

      break;
    }
    case '[':
      *type = cursor + 1;
      append_type (output, type);
      g_string_append (output, "[]");
      return;
    default:
      g_string_append (output, "BUG");
      cursor++;
  }

  *type = cursor;
}

void
dealloc (gpointer mem)
{
  g_free (mem);
}

static gpointer
read_art_array (gpointer object_base,
                guint field_offset,
                guint length_size,
                guint * length)
{
  gpointer result, header;
  guint n;

  header = GSIZE_TO_POINTER (*(guint64 *) (object_base + field_offset));
  if (header != NULL)
  {
    result = header + length_size;
    if (length_size == sizeof (guint32))
      n = *(guint32 *) header;
    else
      n = *(guint64 *) header;
  }
  else
  {
    result = NULL;
    n = 0;
  }

  if (length != NULL)
    *length = n;

  return result;
}

static void
std_string_destroy (StdString * str)
{
  if ((str->l.capacity & 1) != 0)
    art_api.free (str->l.data);
}

static gchar *
std_string_c_str (StdString * self)
{
  if ((self->l.capacity & 1) != 0)
    return self->l.data;

  return self->s.data;
}
`,ku=/(.+)!([^/]+)\/?([isu]+)?/,Ae=null,Ei=null,We=class t{static build(e,n){return yi(n),Ei(e,n,r=>new t(Ae.new(e,r,n)))}static enumerateMethods(e,n,r){yi(r);let o=e.match(ku);if(o===null)throw new Error("Invalid query; format is: class!method -- see documentation of Java.enumerateMethods(query) for details");let i=Memory.allocUtf8String(o[1]),s=Memory.allocUtf8String(o[2]),l=!1,a=!1,c=!1,d=o[3];d!==void 0&&(l=d.indexOf("s")!==-1,a=d.indexOf("i")!==-1,c=d.indexOf("u")!==-1);let f;if(n.jvmti!==null){let p=Ae.enumerateMethodsJvm(i,s,st(l),st(a),st(c),r);try{f=JSON.parse(p.readUtf8String()).map(u=>{let m=ptr(u.loader);return u.loader=m.isNull()?null:m,u})}finally{Ae.dealloc(p)}}else xe(r.vm,r,p=>{let u=Ae.enumerateMethodsArt(i,s,st(l),st(a),st(c));try{let m=n["art::JavaVMExt::AddGlobalRef"],{vm:h}=n;f=JSON.parse(u.readUtf8String()).map(g=>{let b=g.loader;return g.loader=b!==0?m(h,p,ptr(b)):null,g})}finally{Ae.dealloc(u)}});return f}constructor(e){this.handle=e}has(e){return Ae.has(this.handle,Memory.allocUtf8String(e))!==0}find(e){return Ae.find(this.handle,Memory.allocUtf8String(e)).readUtf8String()}list(){let e=Ae.list(this.handle);try{return JSON.parse(e.readUtf8String())}finally{Ae.dealloc(e)}}};function yi(t){Ae===null&&(Ae=Nu(t),Ei=Mu(Ae,t.vm))}function Nu(t){let e=xt(),{jvmti:n=null}=e,{pointerSize:r}=Process,o=8,i=r,s=7*r,l=10*4+5*r,a=o+i+s+l,d=Memory.alloc(a),f=d.add(o),p=f.add(i),{getDeclaredMethods:u,getDeclaredFields:m}=t.javaLangClass(),h=t.javaLangReflectMethod(),g=t.javaLangReflectField(),b=p;[n!==null?n:NULL,u,m,h.getName,h.getModifiers,g.getName,g.getModifiers].forEach(N=>{b=b.writePointer(N).add(r)});let E=p.add(s),{vm:x}=t;if(e.flavor==="art"){let N;if(n!==null)N=[0,0,0,0];else{let j=yr(x).offset;N=[j.ifields,j.methods,j.sfields,j.copiedMethodsOffset]}let k=ve(x),w=tn(x),L=E;[1,...N,k.size,k.offset.accessFlags,w.size,w.offset.accessFlags,4294967295].forEach(j=>{L=L.writeUInt(j).add(4)}),[e.artClassLinker.address,e["art::ClassLinker::VisitClasses"],e["art::mirror::Class::GetDescriptor"],e["art::ArtMethod::PrettyMethod"],Process.getModuleByName("libc.so").getExportByName("free")].forEach((j,S)=>{j===void 0&&(j=NULL),L=L.writePointer(j).add(r)})}let T=new CModule(Cu,{lock:d,models:f,java_api:p,art_api:E}),M={exceptions:"propagate"},O={exceptions:"propagate",scheduling:"exclusive"};return{handle:T,new:new NativeFunction(T.model_new,"pointer",["pointer","pointer","pointer"],M),has:new NativeFunction(T.model_has,"bool",["pointer","pointer"],O),find:new NativeFunction(T.model_find,"pointer",["pointer","pointer"],O),list:new NativeFunction(T.model_list,"pointer",["pointer"],O),enumerateMethodsArt:new NativeFunction(T.enumerate_methods_art,"pointer",["pointer","pointer","bool","bool","bool"],M),enumerateMethodsJvm:new NativeFunction(T.enumerate_methods_jvm,"pointer",["pointer","pointer","bool","bool","bool","pointer"],M),dealloc:new NativeFunction(T.dealloc,"void",["pointer"],O)}}function Mu(t,e){let n=xt();if(n.flavor!=="art")return ju;let r=n["art::JavaVMExt::DecodeGlobal"];return function(o,i,s){let l;return xe(e,i,a=>{let c=r(e,a,o);l=s(c)}),l}}function ju(t,e,n){return n(NULL)}function st(t){return t?1:0}var At=class{constructor(e,n){this.items=new Map,this.capacity=e,this.destroy=n}dispose(e){let{items:n,destroy:r}=this;n.forEach(o=>{r(o,e)}),n.clear()}get(e){let{items:n}=this,r=n.get(e);return r!==void 0&&(n.delete(e),n.set(e,r)),r}set(e,n,r){let{items:o}=this,i=o.get(e);if(i!==void 0)o.delete(e),this.destroy(i,r);else if(o.size===this.capacity){let s=o.keys().next().value,l=o.get(s);o.delete(s),this.destroy(l,r)}o.set(e,n)}};var Tt=1,Fr=256,vi=65536,Ou=305419896,wi=32,Si=12,Ii=8,xi=8,Ai=4,Ti=4,Li=12,Ru=0,Pu=1,Fu=2,Uu=3,Du=4,Bu=5,zu=6,Vu=4096,Ju=4097,$u=4099,Gu=8192,Hu=8193,Zu=8194,qu=8195,Wu=8196,Ku=8198,Qu=24,Yu=28,Xu=2,ef=24,Ci=_.from([3,0,7,14,0]),Rr="Ldalvik/annotation/Throws;",tf=_.from([0]);function nf(t){let e=new Ur,n=Object.assign({},t);return e.addClass(n),e.build()}var Ur=class{constructor(){this.classes=[]}addClass(e){this.classes.push(e)}build(){let e=sf(this.classes),{classes:n,interfaces:r,fields:o,methods:i,protos:s,parameters:l,annotationDirectories:a,annotationSets:c,throwsAnnotations:d,types:f,strings:p}=e,u=0,m=0,h=8,g=12,b=20,E=112;u+=E;let x=u,T=p.length*Ti;u+=T;let M=u,O=f.length*Ai;u+=O;let N=u,k=s.length*Si;u+=k;let w=u,L=o.length*Ii;u+=L;let j=u,S=i.length*xi;u+=S;let R=u,U=n.length*wi;u+=U;let D=u,F=c.map(A=>{let P=u;return A.offset=P,u+=4+A.items.length*4,P}),z=n.reduce((A,P)=>(P.classData.constructorMethods.forEach(Q=>{let[,X,Y]=Q;(X&Fr)===0&&Y>=0&&(Q.push(u),A.push({offset:u,superConstructor:Y}),u+=ef)}),A),[]);a.forEach(A=>{A.offset=u,u+=16+A.methods.length*8});let ie=r.map(A=>{u=Pr(u,4);let P=u;return A.offset=P,u+=4+2*A.types.length,P}),ae=l.map(A=>{u=Pr(u,4);let P=u;return A.offset=P,u+=4+2*A.types.length,P}),fe=[],re=p.map(A=>{let P=u,B=_.from(we(A.length)),Q=_.from(A,"utf8"),X=_.concat([B,Q,tf]);return fe.push(X),u+=X.length,P}),de=z.map(A=>{let P=u;return u+=Ci.length,P}),oe=d.map(A=>{let P=of(A);return A.offset=u,u+=P.length,P}),le=n.map((A,P)=>{A.classData.offset=u;let B=rf(A);return u+=B.length,B}),Le=0,ut=0;u=Pr(u,4);let K=u,Ee=r.length+l.length,je=4+(o.length>0?1:0)+2+c.length+z.length+a.length+(Ee>0?1:0)+1+de.length+d.length+n.length+1,$e=4+je*Li;u+=$e;let De=u-D,et=u,I=_.alloc(et);I.write(`dex
035`),I.writeUInt32LE(et,32),I.writeUInt32LE(E,36),I.writeUInt32LE(Ou,40),I.writeUInt32LE(Le,44),I.writeUInt32LE(ut,48),I.writeUInt32LE(K,52),I.writeUInt32LE(p.length,56),I.writeUInt32LE(x,60),I.writeUInt32LE(f.length,64),I.writeUInt32LE(M,68),I.writeUInt32LE(s.length,72),I.writeUInt32LE(N,76),I.writeUInt32LE(o.length,80),I.writeUInt32LE(o.length>0?w:0,84),I.writeUInt32LE(i.length,88),I.writeUInt32LE(j,92),I.writeUInt32LE(n.length,96),I.writeUInt32LE(R,100),I.writeUInt32LE(De,104),I.writeUInt32LE(D,108),re.forEach((A,P)=>{I.writeUInt32LE(A,x+P*Ti)}),f.forEach((A,P)=>{I.writeUInt32LE(A,M+P*Ai)}),s.forEach((A,P)=>{let[B,Q,X]=A,Y=N+P*Si;I.writeUInt32LE(B,Y),I.writeUInt32LE(Q,Y+4),I.writeUInt32LE(X!==null?X.offset:0,Y+8)}),o.forEach((A,P)=>{let[B,Q,X]=A,Y=w+P*Ii;I.writeUInt16LE(B,Y),I.writeUInt16LE(Q,Y+2),I.writeUInt32LE(X,Y+4)}),i.forEach((A,P)=>{let[B,Q,X]=A,Y=j+P*xi;I.writeUInt16LE(B,Y),I.writeUInt16LE(Q,Y+2),I.writeUInt32LE(X,Y+4)}),n.forEach((A,P)=>{let{interfaces:B,annotationsDirectory:Q}=A,X=B!==null?B.offset:0,Y=Q!==null?Q.offset:0,ft=0,Se=R+P*wi;I.writeUInt32LE(A.index,Se),I.writeUInt32LE(A.accessFlags,Se+4),I.writeUInt32LE(A.superClassIndex,Se+8),I.writeUInt32LE(X,Se+12),I.writeUInt32LE(A.sourceFileIndex,Se+16),I.writeUInt32LE(Y,Se+20),I.writeUInt32LE(A.classData.offset,Se+24),I.writeUInt32LE(ft,Se+28)}),c.forEach((A,P)=>{let{items:B}=A,Q=F[P];I.writeUInt32LE(B.length,Q),B.forEach((X,Y)=>{I.writeUInt32LE(X.offset,Q+4+Y*4)})}),z.forEach((A,P)=>{let{offset:B,superConstructor:Q}=A,X=1,Y=1,ft=1,Se=0,Ft=4;I.writeUInt16LE(X,B),I.writeUInt16LE(Y,B+2),I.writeUInt16LE(ft,B+4),I.writeUInt16LE(Se,B+6),I.writeUInt32LE(de[P],B+8),I.writeUInt32LE(Ft,B+12),I.writeUInt16LE(4208,B+16),I.writeUInt16LE(Q,B+18),I.writeUInt16LE(0,B+20),I.writeUInt16LE(14,B+22)}),a.forEach(A=>{let P=A.offset,B=0,Q=0,X=A.methods.length,Y=0;I.writeUInt32LE(B,P),I.writeUInt32LE(Q,P+4),I.writeUInt32LE(X,P+8),I.writeUInt32LE(Y,P+12),A.methods.forEach((ft,Se)=>{let Ft=P+16+Se*8,[Os,Rs]=ft;I.writeUInt32LE(Os,Ft),I.writeUInt32LE(Rs.offset,Ft+4)})}),r.forEach((A,P)=>{let B=ie[P];I.writeUInt32LE(A.types.length,B),A.types.forEach((Q,X)=>{I.writeUInt16LE(Q,B+4+X*2)})}),l.forEach((A,P)=>{let B=ae[P];I.writeUInt32LE(A.types.length,B),A.types.forEach((Q,X)=>{I.writeUInt16LE(Q,B+4+X*2)})}),fe.forEach((A,P)=>{A.copy(I,re[P])}),de.forEach(A=>{Ci.copy(I,A)}),oe.forEach((A,P)=>{A.copy(I,d[P].offset)}),le.forEach((A,P)=>{A.copy(I,n[P].classData.offset)}),I.writeUInt32LE(je,K);let pe=[[Ru,1,m],[Pu,p.length,x],[Fu,f.length,M],[Uu,s.length,N]];o.length>0&&pe.push([Du,o.length,w]),pe.push([Bu,i.length,j]),pe.push([zu,n.length,R]),c.forEach((A,P)=>{pe.push([$u,A.items.length,F[P]])}),z.forEach(A=>{pe.push([Hu,1,A.offset])}),a.forEach(A=>{pe.push([Ku,1,A.offset])}),Ee>0&&pe.push([Ju,Ee,ie.concat(ae)[0]]),pe.push([Zu,p.length,re[0]]),de.forEach(A=>{pe.push([qu,1,A])}),d.forEach(A=>{pe.push([Wu,1,A.offset])}),n.forEach(A=>{pe.push([Gu,1,A.classData.offset])}),pe.push([Vu,1,K]),pe.forEach((A,P)=>{let[B,Q,X]=A,Y=K+4+P*Li;I.writeUInt16LE(B,Y),I.writeUInt32LE(Q,Y+4),I.writeUInt32LE(X,Y+8)});let po=new Checksum("sha1");return po.update(I.slice(g+b)),_.from(po.getDigest()).copy(I,g),I.writeUInt32LE(ff(I,g),h),I}};function rf(t){let{instanceFields:e,constructorMethods:n,virtualMethods:r}=t.classData;return _.from([0].concat(we(e.length)).concat(we(n.length)).concat(we(r.length)).concat(e.reduce((i,[s,l])=>i.concat(we(s)).concat(we(l)),[])).concat(n.reduce((i,[s,l,,a])=>i.concat(we(s)).concat(we(l)).concat(we(a||0)),[])).concat(r.reduce((i,[s,l])=>i.concat(we(s)).concat(we(l)).concat([0]),[])))}function of(t){let{thrownTypes:e}=t;return _.from([Xu].concat(we(t.type)).concat([1]).concat(we(t.value)).concat([Yu,e.length]).concat(e.reduce((n,r)=>(n.push(Qu,r),n),[])))}function sf(t){let e=new Set,n=new Set,r={},o=[],i=[],s={},l=new Set,a=new Set;t.forEach(S=>{let{name:R,superClass:U,sourceFileName:D}=S;e.add("this"),e.add(R),n.add(R),e.add(U),n.add(U),e.add(D),S.interfaces.forEach(F=>{e.add(F),n.add(F)}),S.fields.forEach(F=>{let[z,ie]=F;e.add(z),e.add(ie),n.add(ie),o.push([S.name,ie,z])}),S.methods.some(([F])=>F==="<init>")||(S.methods.unshift(["<init>","V",[]]),l.add(R)),S.methods.forEach(F=>{let[z,ie,ae,fe=[],re]=F;e.add(z);let de=c(ie,ae),oe=null;if(fe.length>0){let le=fe.slice();le.sort(),oe=le.join("|");let Le=s[oe];Le===void 0&&(Le={id:oe,types:le},s[oe]=Le),e.add(Rr),n.add(Rr),fe.forEach(ut=>{e.add(ut),n.add(ut)}),e.add("value")}if(i.push([S.name,de,z,oe,re]),z==="<init>"){a.add(R+"|"+de);let le=U+"|"+de;l.has(R)&&!a.has(le)&&(i.push([U,de,z,null,0]),a.add(le))}})});function c(S,R){let U=[S].concat(R),D=U.join("|");if(r[D]!==void 0)return D;e.add(S),n.add(S),R.forEach(z=>{e.add(z),n.add(z)});let F=U.map(uf).join("");return e.add(F),r[D]=[D,F,S,R],D}let d=Array.from(e);d.sort();let f=d.reduce((S,R,U)=>(S[R]=U,S),{}),p=Array.from(n).map(S=>f[S]);p.sort(ki);let u=p.reduce((S,R,U)=>(S[d[R]]=U,S),{}),m=Object.keys(r).map(S=>r[S]);m.sort(lf);let h={},g=m.map(S=>{let[,R,U,D]=S,F;if(D.length>0){let z=D.join("|");F=h[z],F===void 0&&(F={types:D.map(ie=>u[ie]),offset:-1},h[z]=F)}else F=null;return[f[R],u[U],F]}),b=m.reduce((S,R,U)=>{let[D]=R;return S[D]=U,S},{}),E=Object.keys(h).map(S=>h[S]),x=o.map(S=>{let[R,U,D]=S;return[u[R],u[U],f[D]]});x.sort(cf);let T=i.map(S=>{let[R,U,D,F,z]=S;return[u[R],b[U],f[D],F,z]});T.sort(df);let M=Object.keys(s).map(S=>s[S]).map(S=>({id:S.id,type:u[Rr],value:f.value,thrownTypes:S.types.map(R=>u[R]),offset:-1})),O=M.map(S=>({id:S.id,items:[S],offset:-1})),N=O.reduce((S,R,U)=>(S[R.id]=U,S),{}),k={},w=[],L=t.map(S=>{let R=u[S.name],U=Tt,D=u[S.superClass],F,z=S.interfaces.map(K=>u[K]);if(z.length>0){z.sort(ki);let K=z.join("|");F=k[K],F===void 0&&(F={types:z,offset:-1},k[K]=F)}else F=null;let ie=f[S.sourceFileName],ae=T.reduce((K,Ee,je)=>{let[$e,De,et,I,pe]=Ee;return $e===R&&K.push([je,et,I,De,pe]),K},[]),fe=null,re=ae.filter(([,,K])=>K!==null).map(([K,,Ee])=>[K,O[N[Ee]]]);re.length>0&&(fe={methods:re,offset:-1},w.push(fe));let de=x.reduce((K,Ee,je)=>{let[$e]=Ee;return $e===R&&K.push([je>0?1:0,Tt]),K},[]),oe=f["<init>"],le=ae.filter(([,K])=>K===oe).map(([K,,,Ee])=>{if(l.has(S.name)){let je=-1,$e=T.length;for(let De=0;De!==$e;De++){let[et,I,pe]=T[De];if(et===D&&pe===oe&&I===Ee){je=De;break}}return[K,Tt|vi,je]}else return[K,Tt|vi|Fr,-1]}),Le=af(ae.filter(([,K])=>K!==oe).map(([K,,,,Ee])=>[K,Ee|Tt|Fr]));return{index:R,accessFlags:U,superClassIndex:D,interfaces:F,sourceFileIndex:ie,annotationsDirectory:fe,classData:{instanceFields:de,constructorMethods:le,virtualMethods:Le,offset:-1}}}),j=Object.keys(k).map(S=>k[S]);return{classes:L,interfaces:j,fields:x,methods:T,protos:g,parameters:E,annotationDirectories:w,annotationSets:O,throwsAnnotations:M,types:p,strings:d}}function af(t){let e=0;return t.map(([n,r],o)=>{let i;return o===0?i=[n,r]:i=[n-e,r],e=n,i})}function ki(t,e){return t-e}function lf(t,e){let[,,n,r]=t,[,,o,i]=e;if(n<o)return-1;if(n>o)return 1;let s=r.join("|"),l=i.join("|");return s<l?-1:s>l?1:0}function cf(t,e){let[n,r,o]=t,[i,s,l]=e;return n!==i?n-i:o!==l?o-l:r-s}function df(t,e){let[n,r,o]=t,[i,s,l]=e;return n!==i?n-i:o!==l?o-l:r-s}function uf(t){let e=t[0];return e==="L"||e==="["?"L":t}function we(t){if(t<=127)return[t];let e=[],n=!1;do{let r=t&127;t>>=7,n=t!==0,n&&(r|=128),e.push(r)}while(n);return e}function Pr(t,e){let n=t%e;return n===0?t:t+e-n}function ff(t,e){let n=1,r=0,o=t.length;for(let i=e;i<o;i++)n=(n+t[i])%65521,r=(r+n)%65521;return(r<<16|n)>>>0}var Ni=nf;var pf=1,Dr=null,Mi=null;function ji(t){Dr=t}function Br(t,e,n){let r=at(t);return r===null&&(t.indexOf("[")===0?r=zr(t,e,n):(t[0]==="L"&&t[t.length-1]===";"&&(t=t.substring(1,t.length-1)),r=mf(t,e,n))),Object.assign({className:t},r)}var Oi={boolean:{name:"Z",type:"uint8",size:1,byteSize:1,defaultValue:!1,isCompatible(t){return typeof t=="boolean"},fromJni(t){return!!t},toJni(t){return t?1:0},read(t){return t.readU8()},write(t,e){t.writeU8(e)},toString(){return this.name}},byte:{name:"B",type:"int8",size:1,byteSize:1,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-128&&t<=127},fromJni:Te,toJni:Te,read(t){return t.readS8()},write(t,e){t.writeS8(e)},toString(){return this.name}},char:{name:"C",type:"uint16",size:1,byteSize:2,defaultValue:0,isCompatible(t){if(typeof t!="string"||t.length!==1)return!1;let e=t.charCodeAt(0);return e>=0&&e<=65535},fromJni(t){return String.fromCharCode(t)},toJni(t){return t.charCodeAt(0)},read(t){return t.readU16()},write(t,e){t.writeU16(e)},toString(){return this.name}},short:{name:"S",type:"int16",size:1,byteSize:2,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-32768&&t<=32767},fromJni:Te,toJni:Te,read(t){return t.readS16()},write(t,e){t.writeS16(e)},toString(){return this.name}},int:{name:"I",type:"int32",size:1,byteSize:4,defaultValue:0,isCompatible(t){return Number.isInteger(t)&&t>=-2147483648&&t<=2147483647},fromJni:Te,toJni:Te,read(t){return t.readS32()},write(t,e){t.writeS32(e)},toString(){return this.name}},long:{name:"J",type:"int64",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"||t instanceof Int64},fromJni:Te,toJni:Te,read(t){return t.readS64()},write(t,e){t.writeS64(e)},toString(){return this.name}},float:{name:"F",type:"float",size:1,byteSize:4,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:Te,toJni:Te,read(t){return t.readFloat()},write(t,e){t.writeFloat(e)},toString(){return this.name}},double:{name:"D",type:"double",size:2,byteSize:8,defaultValue:0,isCompatible(t){return typeof t=="number"},fromJni:Te,toJni:Te,read(t){return t.readDouble()},write(t,e){t.writeDouble(e)},toString(){return this.name}},void:{name:"V",type:"void",size:0,byteSize:0,defaultValue:void 0,isCompatible(t){return t===void 0},fromJni(){},toJni(){return NULL},toString(){return this.name}}},hf=new Set(Object.values(Oi).map(t=>t.name));function at(t){let e=Oi[t];return e!==void 0?e:null}function mf(t,e,n){let r=n._types[e?1:0],o=r[t];return o!==void 0||(t==="java.lang.Object"?o=_f(n):o=gf(t,e,n),r[t]=o),o}function _f(t){return{name:"Ljava/lang/Object;",type:"pointer",size:1,defaultValue:NULL,isCompatible(e){return e===null?!0:e===void 0?!1:e.$h instanceof NativePointer?!0:typeof e=="string"},fromJni(e,n,r){return e.isNull()?null:t.cast(e,t.use("java.lang.Object"),r)},toJni(e,n){return e===null?NULL:typeof e=="string"?n.newStringUtf(e):e.$h}}}function gf(t,e,n){let r=null,o=null,i=null;function s(){return r===null&&(r=n.use(t).class),r}function l(c){let d=s();return o===null&&(o=d.isInstance.overload("java.lang.Object")),o.call(d,c)}function a(){if(i===null){let c=s();i=n.use("java.lang.String").class.isAssignableFrom(c)}return i}return{name:Ke(t),type:"pointer",size:1,defaultValue:NULL,isCompatible(c){return c===null?!0:c===void 0?!1:c.$h instanceof NativePointer?l(c):typeof c=="string"&&a()},fromJni(c,d,f){return c.isNull()?null:a()&&e?d.stringFromJni(c):n.cast(c,n.use(t),f)},toJni(c,d){return c===null?NULL:typeof c=="string"?d.newStringUtf(c):c.$h},toString(){return this.name}}}var bf=[["Z","boolean"],["B","byte"],["C","char"],["D","double"],["F","float"],["I","int"],["J","long"],["S","short"]].reduce((t,[e,n])=>(t["["+e]=yf("["+e,n),t),{});function yf(t,e){let n=y.prototype,r=If(e),o={typeName:e,newArray:n["new"+r+"Array"],setRegion:n["set"+r+"ArrayRegion"],getElements:n["get"+r+"ArrayElements"],releaseElements:n["release"+r+"ArrayElements"]};return{name:t,type:"pointer",size:1,defaultValue:NULL,isCompatible(i){return Sf(i,e)},fromJni(i,s,l){return vf(i,o,s,l)},toJni(i,s){return wf(i,o,s)}}}function zr(t,e,n){let r=bf[t];if(r!==void 0)return r;if(t.indexOf("[")!==0)throw new Error("Unsupported type: "+t);let o=t.substring(1),i=Br(o,e,n),s=0,l=o.length;for(;s!==l&&o[s]==="[";)s++;o=o.substring(s),o[0]==="L"&&o[o.length-1]===";"&&(o=o.substring(1,o.length-1));let a=o.replace(/\./g,"/");hf.has(a)?a="[".repeat(s)+a:a="[".repeat(s)+"L"+a+";";let c="["+a;return o="[".repeat(s)+o,{name:t.replace(/\./g,"/"),type:"pointer",size:1,defaultValue:NULL,isCompatible(d){return d===null?!0:typeof d!="object"||d.length===void 0?!1:d.every(function(f){return i.isCompatible(f)})},fromJni(d,f,p){if(d.isNull())return null;let u=[],m=f.getArrayLength(d);for(let h=0;h!==m;h++){let g=f.getObjectArrayElement(d,h);try{u.push(i.fromJni(g,f))}finally{f.deleteLocalRef(g)}}try{u.$w=n.cast(d,n.use(c),p)}catch{n.use("java.lang.reflect.Array").newInstance(n.use(o).class,0),u.$w=n.cast(d,n.use(c),p)}return u.$dispose=Ef,u},toJni(d,f){if(d===null)return NULL;if(!(d instanceof Array))throw new Error("Expected an array");let p=d.$w;if(p!==void 0)return p.$h;let u=d.length,h=n.use(o).$borrowClassHandle(f);try{let g=f.newObjectArray(u,h.value,NULL);f.throwIfExceptionPending();for(let b=0;b!==u;b++){let E=i.toJni(d[b],f);try{f.setObjectArrayElement(g,b,E)}finally{i.type==="pointer"&&f.getObjectRefType(E)===pf&&f.deleteLocalRef(E)}f.throwIfExceptionPending()}return g}finally{h.unref(f)}}}}function Ef(){let t=this.length;for(let e=0;e!==t;e++){let n=this[e];if(n===null)continue;let r=n.$dispose;if(r===void 0)break;r.call(n)}this.$w.$dispose()}function vf(t,e,n,r){if(t.isNull())return null;let o=at(e.typeName),i=n.getArrayLength(t);return new sn(t,e,o,i,n,r)}function wf(t,e,n){if(t===null)return NULL;let r=t.$h;if(r!==void 0)return r;let o=t.length,i=at(e.typeName),s=e.newArray.call(n,o);if(s.isNull())throw new Error("Unable to construct array");if(o>0){let l=i.byteSize,a=i.write,c=i.toJni,d=Memory.alloc(o*i.byteSize);for(let f=0;f!==o;f++)a(d.add(f*l),c(t[f]));e.setRegion.call(n,s,0,o,d),n.throwIfExceptionPending()}return s}function Sf(t,e){if(t===null)return!0;if(t instanceof sn)return t.$s.typeName===e;if(!(typeof t=="object"&&t.length!==void 0))return!1;let r=at(e);return Array.prototype.every.call(t,o=>r.isCompatible(o))}function sn(t,e,n,r,o,i=!0){if(i){let s=o.newGlobalRef(t);this.$h=s,this.$r=Script.bindWeak(this,o.vm.makeHandleDestructor(s))}else this.$h=t,this.$r=null;return this.$s=e,this.$t=n,this.length=r,new Proxy(this,Mi)}Mi={has(t,e){return e in t?!0:t.tryParseIndex(e)!==null},get(t,e,n){let r=t.tryParseIndex(e);return r===null?t[e]:t.readElement(r)},set(t,e,n,r){let o=t.tryParseIndex(e);return o===null?(t[e]=n,!0):(t.writeElement(o,n),!0)},ownKeys(t){let e=[],{length:n}=t;for(let r=0;r!==n;r++){let o=r.toString();e.push(o)}return e.push("length"),e},getOwnPropertyDescriptor(t,e){return t.tryParseIndex(e)!==null?{writable:!0,configurable:!0,enumerable:!0}:Object.getOwnPropertyDescriptor(t,e)}};Object.defineProperties(sn.prototype,{$dispose:{enumerable:!0,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t))}},$clone:{value(t){return new sn(this.$h,this.$s,this.$t,this.length,t)}},tryParseIndex:{value(t){if(typeof t=="symbol")return null;let e=parseInt(t);return isNaN(e)||e<0||e>=this.length?null:e}},readElement:{value(t){return this.withElements(e=>{let n=this.$t;return n.fromJni(n.read(e.add(t*n.byteSize)))})}},writeElement:{value(t,e){let{$h:n,$s:r,$t:o}=this,i=Dr.getEnv(),s=Memory.alloc(o.byteSize);o.write(s,o.toJni(e)),r.setRegion.call(i,n,t,1,s)}},withElements:{value(t){let{$h:e,$s:n}=this,r=Dr.getEnv(),o=n.getElements.call(r,e);if(o.isNull())throw new Error("Unable to get array elements");try{return t(o)}finally{n.releaseElements.call(r,e,o)}}},toJSON:{value(){let{length:t,$t:e}=this,{byteSize:n,fromJni:r,read:o}=e;return this.withElements(i=>{let s=[];for(let l=0;l!==t;l++){let a=r(o(i.add(l*n)));s.push(a)}return s})}},toString:{value(){return this.toJSON().toString()}}});function Ke(t){return"L"+t.replace(/\./g,"/")+";"}function If(t){return t.charAt(0).toUpperCase()+t.slice(1)}function Te(t){return t}var xf=4,{ensureClassInitialized:Ri,makeMethodMangler:zi}=rn,Af=8,$r=1,Ct=2,Fe=3,Vr=1,Gr=2,an=1,Vi=2,Pi=Symbol("PENDING_USE"),Fi="/data/local/tmp",{getCurrentThreadId:cn,pointerSize:Lt}=Process,ge={state:"empty",factories:[],loaders:null,Integer:null},W=null,ne=null,Ji=null,$i=null,Gi=null,Hi=null,Zi=null,Ui=null,Jr=null,ct=new Map,ze=class t{static _initialize(e,n){W=e,ne=n,Ji=n.flavor==="art",n.flavor==="jvm"&&(Ri=hi,zi=_i)}static _disposeAll(e){ge.factories.forEach(n=>{n._dispose(e)})}static get(e){let n=Hf(),r=n.factories[0];if(e===null)return r;let o=n.loaders.get(e);if(o!==null){let s=r.cast(o,n.Integer);return n.factories[s.intValue()]}let i=new t;return i.loader=e,i.cacheDir=r.cacheDir,qr(i,e),i}constructor(){this.cacheDir=Fi,this.codeCacheDir=Fi+"/dalvik-cache",this.tempFileNaming={prefix:"frida",suffix:""},this._classes={},this._classHandles=new At(10,Lf),this._patchedMethods=new Set,this._loader=null,this._types=[{},{}],ge.factories.push(this)}_dispose(e){Array.from(this._patchedMethods).forEach(n=>{n.implementation=null}),this._patchedMethods.clear(),xr(),this._classHandles.dispose(e),this._classes={}}get loader(){return this._loader}set loader(e){let n=this._loader===null&&e!==null;this._loader=e,n&&ge.state==="ready"&&this===ge.factories[0]&&qr(this,e)}use(e,n={}){let r=n.cache!=="skip",o=r?this._getUsedClass(e):void 0;if(o===void 0)try{let i=W.getEnv(),{_loader:s}=this,l=s!==null?kf(e,s,i):Cf(e);o=this._make(e,l,i)}finally{r&&this._setUsedClass(e,o)}return o}_getUsedClass(e){let n;for(;(n=this._classes[e])===Pi;)Thread.sleep(.05);return n===void 0&&(this._classes[e]=Pi),n}_setUsedClass(e,n){n!==void 0?this._classes[e]=n:delete this._classes[e]}_make(e,n,r){let o=Tf(),i=Object.create(Kr.prototype,{[Symbol.for("n")]:{value:e},$n:{get(){return this[Symbol.for("n")]}},[Symbol.for("C")]:{value:o},$C:{get(){return this[Symbol.for("C")]}},[Symbol.for("w")]:{value:null,writable:!0},$w:{get(){return this[Symbol.for("w")]},set(a){this[Symbol.for("w")]=a}},[Symbol.for("_s")]:{writable:!0},$_s:{get(){return this[Symbol.for("_s")]},set(a){this[Symbol.for("_s")]=a}},[Symbol.for("c")]:{value:[null]},$c:{get(){return this[Symbol.for("c")]}},[Symbol.for("m")]:{value:new Map},$m:{get(){return this[Symbol.for("m")]}},[Symbol.for("l")]:{value:null,writable:!0},$l:{get(){return this[Symbol.for("l")]},set(a){this[Symbol.for("l")]=a}},[Symbol.for("gch")]:{value:n},$gch:{get(){return this[Symbol.for("gch")]}},[Symbol.for("f")]:{value:this},$f:{get(){return this[Symbol.for("f")]}}});o.prototype=i;let s=new o(null);i[Symbol.for("w")]=s,i.$w=s;let l=s.$borrowClassHandle(r);try{let a=l.value;Ri(r,a),i.$l=We.build(a,r)}finally{l.unref(r)}return s}retain(e){let n=W.getEnv();return e.$clone(n)}cast(e,n,r){let o=W.getEnv(),i=e.$h;i===void 0&&(i=e);let s=n.$borrowClassHandle(o);try{if(!o.isInstanceOf(i,s.value))throw new Error(`Cast from '${o.getObjectClassName(i)}' to '${n.$n}' isn't possible`)}finally{s.unref(o)}let l=n.$C;return new l(i,an,o,r)}wrap(e,n,r){let o=n.$C,i=new o(e,an,r,!1);return i.$r=Script.bindWeak(i,W.makeHandleDestructor(e)),i}array(e,n){let r=W.getEnv(),o=at(e);o!==null&&(e=o.name);let i=zr("["+e,!1,this),s=i.toJni(n,r);return i.fromJni(s,r,!0)}registerClass(e){let n=W.getEnv(),r=[];try{let o=this.use("java.lang.Class"),i=n.javaLangReflectMethod(),s=n.vaMethod("pointer",[]),l=e.name,a=e.implements||[],c=e.superClass||this.use("java.lang.Object"),d=[],f=[],p={name:Ke(l),sourceFileName:qf(l),superClass:Ke(c.$n),interfaces:a.map(w=>Ke(w.$n)),fields:d,methods:f},u=a.slice();a.forEach(w=>{Array.prototype.slice.call(w.class.getInterfaces()).forEach(L=>{let j=this.cast(L,o).getCanonicalName();u.push(this.use(j))})});let m=e.fields||{};Object.getOwnPropertyNames(m).forEach(w=>{let L=this._getType(m[w]);d.push([w,L.name])});let h={},g={};u.forEach(w=>{let L=w.$borrowClassHandle(n);r.push(L);let j=L.value;w.$ownMembers.filter(S=>w[S].overloads!==void 0).forEach(S=>{let R=w[S],U=R.overloads,D=U.map(F=>Di(S,F.returnType,F.argumentTypes));h[S]=[R,D,j],U.forEach((F,z)=>{let ie=D[z];g[ie]=[F,j]})})});let b=e.methods||{},x=Object.keys(b).reduce((w,L)=>{let j=b[L],S=L==="$init"?"<init>":L;return j instanceof Array?w.push(...j.map(R=>[S,R])):w.push([S,j]),w},[]),T=[];x.forEach(([w,L])=>{let j=Fe,S,R,U=[],D;if(typeof L=="function"){let ae=h[w];if(ae!==void 0&&Array.isArray(ae)){let[fe,re,de]=ae;if(re.length>1)throw new Error(`More than one overload matching '${w}': signature must be specified`);delete g[re[0]];let oe=fe.overloads[0];j=oe.type,S=oe.returnType,R=oe.argumentTypes,D=L;let le=n.toReflectedMethod(de,oe.handle,0),Le=s(n.handle,le,i.getGenericExceptionTypes);U=Wr(n,Le).map(Ke),n.deleteLocalRef(Le),n.deleteLocalRef(le)}else S=this._getType("void"),R=[],D=L}else{if(L.isStatic&&(j=Ct),S=this._getType(L.returnType||"void"),R=(L.argumentTypes||[]).map(re=>this._getType(re)),D=L.implementation,typeof D!="function")throw new Error("Expected a function implementation for method: "+w);let ae=Di(w,S,R),fe=g[ae];if(fe!==void 0){let[re,de]=fe;delete g[ae],j=re.type,S=re.returnType,R=re.argumentTypes;let oe=n.toReflectedMethod(de,re.handle,0),le=s(n.handle,oe,i.getGenericExceptionTypes);U=Wr(n,le).map(Ke),n.deleteLocalRef(le),n.deleteLocalRef(oe)}}let F=S.name,z=R.map(ae=>ae.name),ie="("+z.join("")+")"+F;f.push([w,F,z,U,j===Ct?Af:0]),T.push([w,ie,j,S,R,D])});let M=Object.keys(g);if(M.length>0)throw new Error("Missing implementation for: "+M.join(", "));let O=ln.fromBuffer(Ni(p),this);try{O.load()}finally{O.file.delete()}let N=this.use(e.name),k=x.length;if(k>0){let w=3*Lt,L=Memory.alloc(k*w),j=[],S=[];T.forEach(([D,F,z,ie,ae,fe],re)=>{let de=Memory.allocUtf8String(D),oe=Memory.allocUtf8String(F),le=qi(D,N,z,ie,ae,fe);L.add(re*w).writePointer(de),L.add(re*w+Lt).writePointer(oe),L.add(re*w+2*Lt).writePointer(le),S.push(de,oe),j.push(le)});let R=N.$borrowClassHandle(n);r.push(R);let U=R.value;n.registerNatives(U,L,k),n.throwIfExceptionPending(),N.$nativeMethods=j}return N}finally{r.forEach(o=>{o.unref(n)})}}choose(e,n){let r=W.getEnv(),{flavor:o}=ne;if(o==="jvm")this._chooseObjectsJvm(e,r,n);else if(o==="art"){let i=ne["art::gc::Heap::VisitObjects"]===void 0;if(i&&ne["art::gc::Heap::GetInstances"]===void 0)return this._chooseObjectsJvm(e,r,n);xe(W,r,s=>{i?this._chooseObjectsArtPreA12(e,r,s,n):this._chooseObjectsArtLegacy(e,r,s,n)})}else this._chooseObjectsDalvik(e,r,n)}_chooseObjectsJvm(e,n,r){let o=this.use(e),{jvmti:i}=ne,s=1,l=3,a=o.$borrowClassHandle(n),c=int64(a.value.toString());try{let d=new NativeCallback((b,E,x,T)=>(x.writeS64(c),s),"int",["int64","int64","pointer","pointer"]);i.iterateOverInstancesOfClass(a.value,l,d,a.value);let f=Memory.alloc(8);f.writeS64(c);let p=Memory.alloc(xf),u=Memory.alloc(Lt);i.getObjectsWithTags(1,f,p,u,NULL);let m=p.readS32(),h=u.readPointer(),g=[];for(let b=0;b!==m;b++)g.push(h.add(b*Lt).readPointer());i.deallocate(h);try{for(let b of g){let E=this.cast(b,o);if(r.onMatch(E)==="stop")break}r.onComplete()}finally{g.forEach(b=>{n.deleteLocalRef(b)})}}finally{a.unref(n)}}_chooseObjectsArtPreA12(e,n,r,o){let i=this.use(e),s=wt.$new(r,W),l,a=i.$borrowClassHandle(n);try{let p=ne["art::JavaVMExt::DecodeGlobal"](ne.vm,r,a.value);l=s.newHandle(p)}finally{a.unref(n)}let c=0,d=vt.$new();ne["art::gc::Heap::GetInstances"](ne.artHeap,s,l,c,d);let f=d.handles.map(p=>n.newGlobalRef(p));d.$delete(),s.$delete();try{for(let p of f){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}o.onComplete()}finally{f.forEach(p=>{n.deleteGlobalRef(p)})}}_chooseObjectsArtLegacy(e,n,r,o){let i=this.use(e),s=[],l=ne["art::JavaVMExt::AddGlobalRef"],a=ne.vm,c,d=i.$borrowClassHandle(n);try{c=ne["art::JavaVMExt::DecodeGlobal"](a,r,d.value).toInt32()}finally{d.unref(n)}let f=Nr(c,p=>{s.push(l(a,r,p))});ne["art::gc::Heap::VisitObjects"](ne.artHeap,f,NULL);try{for(let p of s){let u=this.cast(p,i);if(o.onMatch(u)==="stop")break}}finally{s.forEach(p=>{n.deleteGlobalRef(p)})}o.onComplete()}_chooseObjectsDalvik(e,n,r){let o=this.use(e);if(ne.addLocalReference===null){let s=Process.getModuleByName("libdvm.so"),l;switch(Process.arch){case"arm":l="2d e9 f0 41 05 46 15 4e 0c 46 7e 44 11 b3 43 68";break;case"ia32":l="8d 64 24 d4 89 5c 24 1c 89 74 24 20 e8 ?? ?? ?? ?? ?? ?? ?? ?? ?? ?? 85 d2";break}Memory.scan(s.base,s.size,l,{onMatch:(a,c)=>{let d;if(Process.arch==="arm")a=a.or(1),d=new NativeFunction(a,"pointer",["pointer","pointer"]);else{let f=Memory.alloc(Process.pageSize);Memory.patchCode(f,16,p=>{let u=new X86Writer(p,{pc:f});u.putMovRegRegOffsetPtr("eax","esp",4),u.putMovRegRegOffsetPtr("edx","esp",8),u.putJmpAddress(a),u.flush()}),d=new NativeFunction(f,"pointer",["pointer","pointer"]),d._thunk=f}return ne.addLocalReference=d,W.perform(f=>{i(this,f)}),"stop"},onError(a){},onComplete(){ne.addLocalReference===null&&r.onComplete()}})}else i(this,n);function i(s,l){let{DVM_JNI_ENV_OFFSET_SELF:a}=rn,c=l.handle.add(a).readPointer(),d,f=o.$borrowClassHandle(l);try{d=ne.dvmDecodeIndirectRef(c,f.value)}finally{f.unref(l)}let p=d.toMatchPattern(),u=ne.dvmHeapSourceGetBase(),h=ne.dvmHeapSourceGetLimit().sub(u).toInt32();Memory.scan(u,h,p,{onMatch:(g,b)=>{ne.dvmIsValidObject(g)&&W.perform(E=>{let x=E.handle.add(a).readPointer(),T,M=ne.addLocalReference(x,g);try{T=s.cast(M,o)}finally{E.deleteLocalRef(M)}if(r.onMatch(T)==="stop")return"stop"})},onError(g){},onComplete(){r.onComplete()}})}}openClassFile(e){return new ln(e,null,this)}_getType(e,n=!0){return Br(e,n,this)}};function Tf(){return function(t,e,n,r){return Kr.call(this,t,e,n,r)}}function Kr(t,e,n,r=!0){if(t!==null)if(r){let o=n.newGlobalRef(t);this.$h=o,this.$r=Script.bindWeak(this,W.makeHandleDestructor(o))}else this.$h=t,this.$r=null;else this.$h=null,this.$r=null;return this.$t=e,new Proxy(this,$i)}$i={has(t,e){return e in t?!0:t.$has(e)},get(t,e,n){if(typeof e!="string"||e.startsWith("$")||e==="class")return t[e];let r=t.$find(e);return r!==null?r(n):t[e]},set(t,e,n,r){return t[e]=n,!0},ownKeys(t){return t.$list()},getOwnPropertyDescriptor(t,e){return Object.prototype.hasOwnProperty.call(t,e)?Object.getOwnPropertyDescriptor(t,e):{writable:!1,configurable:!0,enumerable:!0}}};Object.defineProperties(Kr.prototype,{[Symbol.for("new")]:{enumerable:!1,get(){return this.$getCtor("allocAndInit")}},$new:{enumerable:!0,get(){return this[Symbol.for("new")]}},[Symbol.for("alloc")]:{enumerable:!1,value(){let t=W.getEnv(),e=this.$borrowClassHandle(t);try{let n=t.allocObject(e.value);return this.$f.cast(n,this)}finally{e.unref(t)}}},$alloc:{enumerable:!0,get(){return this[Symbol.for("alloc")]}},[Symbol.for("init")]:{enumerable:!1,get(){return this.$getCtor("initOnly")}},$init:{enumerable:!0,get(){return this[Symbol.for("init")]}},[Symbol.for("dispose")]:{enumerable:!1,value(){let t=this.$r;t!==null&&(this.$r=null,Script.unbindWeak(t)),this.$h!==null&&(this.$h=void 0)}},$dispose:{enumerable:!0,get(){return this[Symbol.for("dispose")]}},[Symbol.for("clone")]:{enumerable:!1,value(t){let e=this.$C;return new e(this.$h,this.$t,t)}},$clone:{value(t){return this[Symbol.for("clone")](t)}},[Symbol.for("class")]:{enumerable:!1,get(){let t=W.getEnv(),e=this.$borrowClassHandle(t);try{let n=this.$f;return n.cast(e.value,n.use("java.lang.Class"))}finally{e.unref(t)}}},class:{enumerable:!0,get(){return this[Symbol.for("class")]}},[Symbol.for("className")]:{enumerable:!1,get(){let t=this.$h;return t===null?this.$n:W.getEnv().getObjectClassName(t)}},$className:{enumerable:!0,get(){return this[Symbol.for("className")]}},[Symbol.for("ownMembers")]:{enumerable:!1,get(){return this.$l.list()}},$ownMembers:{enumerable:!0,get(){return this[Symbol.for("ownMembers")]}},[Symbol.for("super")]:{enumerable:!1,get(){let t=W.getEnv(),e=this.$s.$C;return new e(this.$h,Vi,t)}},$super:{enumerable:!0,get(){return this[Symbol.for("super")]}},[Symbol.for("s")]:{enumerable:!1,get(){let t=Object.getPrototypeOf(this),e=t.$_s;if(e===void 0){let n=W.getEnv(),r=this.$borrowClassHandle(n);try{let o=n.getSuperclass(r.value);if(o.isNull())e=null;else try{let i=n.getClassName(o),s=t.$f;if(e=s._getUsedClass(i),e===void 0)try{let l=Nf(this);e=s._make(i,l,n)}finally{s._setUsedClass(i,e)}}finally{n.deleteLocalRef(o)}}finally{r.unref(n)}t.$_s=e}return e}},$s:{get(){return this[Symbol.for("s")]}},[Symbol.for("isSameObject")]:{enumerable:!1,value(t){return W.getEnv().isSameObject(t.$h,this.$h)}},$isSameObject:{value(t){return this[Symbol.for("isSameObject")](t)}},[Symbol.for("getCtor")]:{enumerable:!1,value(t){let e=this.$c,n=e[0];if(n===null){let r=W.getEnv(),o=this.$borrowClassHandle(r);try{n=Mf(o.value,this.$w,r),e[0]=n}finally{o.unref(r)}}return n[t]}},$getCtor:{value(t){return this[Symbol.for("getCtor")](t)}},[Symbol.for("borrowClassHandle")]:{enumerable:!1,value(t){let e=this.$n,n=this.$f._classHandles,r=n.get(e);return r===void 0&&(r=new Qr(this.$gch(t),t),n.set(e,r,t)),r.ref()}},$borrowClassHandle:{value(t){return this[Symbol.for("borrowClassHandle")](t)}},[Symbol.for("copyClassHandle")]:{enumerable:!1,value(t){let e=this.$borrowClassHandle(t);try{return t.newLocalRef(e.value)}finally{e.unref(t)}}},$copyClassHandle:{value(t){return this[Symbol.for("copyClassHandle")](t)}},[Symbol.for("getHandle")]:{enumerable:!1,value(t){let e=this.$h;if(e===void 0)throw new Error("Wrapper is disposed; perhaps it was borrowed from a hook instead of calling Java.retain() to make a long-lived wrapper?");return e}},$getHandle:{value(t){return this[Symbol.for("getHandle")](t)}},[Symbol.for("list")]:{enumerable:!1,value(){let t=this.$s,e=t!==null?t.$list():[],n=this.$l;return Array.from(new Set(e.concat(n.list())))}},$list:{get(){return this[Symbol.for("list")]}},[Symbol.for("has")]:{enumerable:!1,value(t){if(this.$m.has(t)||this.$l.has(t))return!0;let r=this.$s;return!!(r!==null&&r.$has(t))}},$has:{value(t){return this[Symbol.for("has")](t)}},[Symbol.for("find")]:{enumerable:!1,value(t){let e=this.$m,n=e.get(t);if(n!==void 0)return n;let o=this.$l.find(t);if(o!==null){let s=W.getEnv(),l=this.$borrowClassHandle(s);try{n=jf(t,o,l.value,this.$w,s)}finally{l.unref(s)}return e.set(t,n),n}let i=this.$s;return i!==null?i.$find(t):null}},$find:{value(t){return this[Symbol.for("find")](t)}},[Symbol.for("toJSON")]:{enumerable:!1,value(){let t=this.$n;if(this.$h===null)return`<class: ${t}>`;let n=this.$className;return t===n?`<instance: ${t}>`:`<instance: ${t}, $className: ${n}>`}},toJSON:{get(){return this[Symbol.for("toJSON")]}}});function Qr(t,e){this.value=e.newGlobalRef(t),e.deleteLocalRef(t),this.refs=1}Qr.prototype.ref=function(){return this.refs++,this};Qr.prototype.unref=function(t){--this.refs===0&&t.deleteGlobalRef(this.value)};function Lf(t,e){t.unref(e)}function Cf(t){let e=t.replace(/\./g,"/");return function(n){let r=cn();Ki(r);try{return n.findClass(e)}finally{Qi(r)}}}function kf(t,e,n){return Jr===null&&(Ui=n.vaMethod("pointer",["pointer"]),Jr=e.loadClass.overload("java.lang.String").handle),n=null,function(r){let o=r.newStringUtf(t),i=cn();Ki(i);try{let s=Ui(r.handle,e.$h,Jr,o);return r.throwIfExceptionPending(),s}finally{Qi(i),r.deleteLocalRef(o)}}}function Nf(t){return function(e){let n=t.$borrowClassHandle(e);try{return e.getSuperclass(n.value)}finally{n.unref(e)}}}function Mf(t,e,n){let{$n:r,$f:o}=e,i=Zf(r),s=n.javaLangClass(),l=n.javaLangReflectConstructor(),a=n.vaMethod("pointer",[]),c=n.vaMethod("uint8",[]),d=[],f=[],p=o._getType(r,!1),u=o._getType("void",!1),m=a(n.handle,t,s.getDeclaredConstructors);try{let h=n.getArrayLength(m);if(h!==0)for(let g=0;g!==h;g++){let b,E,x=n.getObjectArrayElement(m,g);try{b=n.fromReflectedMethod(x),E=a(n.handle,x,l.getGenericParameterTypes)}finally{n.deleteLocalRef(x)}let T;try{T=Wr(n,E).map(M=>o._getType(M))}finally{n.deleteLocalRef(E)}d.push(lt(i,e,$r,b,p,T,n)),f.push(lt(i,e,Fe,b,u,T,n))}else{if(c(n.handle,t,s.isInterface))throw new Error("cannot instantiate an interface");let b=n.javaLangObject(),E=n.getMethodId(b,"<init>","()V");d.push(lt(i,e,$r,E,p,[],n)),f.push(lt(i,e,Fe,E,u,[],n))}}finally{n.deleteLocalRef(m)}if(f.length===0)throw new Error("no supported overloads");return{allocAndInit:Hr(d),initOnly:Hr(f)}}function jf(t,e,n,r,o){return e.startsWith("m")?Of(t,e,n,r,o):Jf(t,e,n,r,o)}function Of(t,e,n,r,o){let{$f:i}=r,s=e.split(":").slice(1),l=o.javaLangReflectMethod(),a=o.vaMethod("pointer",[]),c=o.vaMethod("uint8",[]),d=s.map(p=>{let u=p[0]==="s"?Ct:Fe,m=ptr(p.substr(1)),h,g=[],b=o.toReflectedMethod(n,m,u===Ct?1:0);try{let E=!!c(o.handle,b,l.isVarArgs),x=a(o.handle,b,l.getGenericReturnType);o.throwIfExceptionPending();try{h=i._getType(o.getTypeName(x))}finally{o.deleteLocalRef(x)}let T=a(o.handle,b,l.getParameterTypes);try{let M=o.getArrayLength(T);for(let O=0;O!==M;O++){let N=o.getObjectArrayElement(T,O),k;try{k=E&&O===M-1?o.getArrayTypeName(N):o.getTypeName(N)}finally{o.deleteLocalRef(N)}let w=i._getType(k);g.push(w)}}finally{o.deleteLocalRef(T)}}catch{return null}finally{o.deleteLocalRef(b)}return lt(t,r,u,m,h,g,o)}).filter(p=>p!==null);if(d.length===0)throw new Error("No supported overloads");t==="valueOf"&&Bf(d);let f=Hr(d);return function(p){return f}}function Hr(t){let e=Rf();return Object.setPrototypeOf(e,Gi),e._o=t,e}function Rf(){let t=function(){return t.invoke(this,arguments)};return t}Gi=Object.create(Function.prototype,{overloads:{enumerable:!0,get(){return this._o}},overload:{value(...t){let e=this._o,n=t.length,r=t.join(":");for(let o=0;o!==e.length;o++){let i=e[o],{argumentTypes:s}=i;if(s.length!==n)continue;if(s.map(a=>a.className).join(":")===r)return i}Zr(this.methodName,this.overloads,"specified argument types do not match any of:")}},methodName:{enumerable:!0,get(){return this._o[0].methodName}},holder:{enumerable:!0,get(){return this._o[0].holder}},type:{enumerable:!0,get(){return this._o[0].type}},handle:{enumerable:!0,get(){return Qe(this),this._o[0].handle}},implementation:{enumerable:!0,get(){return Qe(this),this._o[0].implementation},set(t){Qe(this),this._o[0].implementation=t}},returnType:{enumerable:!0,get(){return Qe(this),this._o[0].returnType}},argumentTypes:{enumerable:!0,get(){return Qe(this),this._o[0].argumentTypes}},canInvokeWith:{enumerable:!0,get(t){return Qe(this),this._o[0].canInvokeWith}},clone:{enumerable:!0,value(t){return Qe(this),this._o[0].clone(t)}},invoke:{value(t,e){let n=this._o,r=t.$h!==null;for(let o=0;o!==n.length;o++){let i=n[o];if(i.canInvokeWith(e)){if(i.type===Fe&&!r){let s=this.methodName;if(s==="toString")return`<class: ${t.$n}>`;throw new Error(s+": cannot call instance method without an instance")}return i.apply(t,e)}}if(this.methodName==="toString")return`<class: ${t.$n}>`;Zr(this.methodName,this.overloads,"argument types do not match any of:")}}});function Di(t,e,n){return`${e.className} ${t}(${n.map(r=>r.className).join(", ")})`}function Qe(t){let e=t._o;e.length>1&&Zr(e[0].methodName,e,"has more than one overload, use .overload(<signature>) to choose from:")}function Zr(t,e,n){let o=e.slice().sort((i,s)=>i.argumentTypes.length-s.argumentTypes.length).map(i=>i.argumentTypes.length>0?".overload('"+i.argumentTypes.map(l=>l.className).join("', '")+"')":".overload()");throw new Error(`${t}(): ${n}
	${o.join(`
	`)}`)}function lt(t,e,n,r,o,i,s,l){let a=o.type,c=i.map(p=>p.type);s===null&&(s=W.getEnv());let d,f;return n===Fe?(d=s.vaMethod(a,c,l),f=s.nonvirtualVaMethod(a,c,l)):n===Ct?(d=s.staticVaMethod(a,c,l),f=d):(d=s.constructor(c,l),f=d),Pf([t,e,n,r,o,i,d,f])}function Pf(t){let e=Ff();return Object.setPrototypeOf(e,Hi),e._p=t,e}function Ff(){let t=function(){return t.invoke(this,arguments)};return t}Hi=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return this._p[0]}},holder:{enumerable:!0,get(){return this._p[1]}},type:{enumerable:!0,get(){return this._p[2]}},handle:{enumerable:!0,get(){return this._p[3]}},implementation:{enumerable:!0,get(){let t=this._r;return t!==void 0?t:null},set(t){let e=this._p,n=e[1];if(e[2]===$r)throw new Error("Reimplementing $new is not possible; replace implementation of $init instead");let o=this._r;if(o!==void 0&&(n.$f._patchedMethods.delete(this),o._m.revert(W),this._r=void 0),t!==null){let[i,s,l,a,c,d]=e,f=qi(i,s,l,c,d,t,this),p=zi(a);f._m=p,this._r=f,p.replace(f,l===Fe,d,W,ne),n.$f._patchedMethods.add(this)}}},returnType:{enumerable:!0,get(){return this._p[4]}},argumentTypes:{enumerable:!0,get(){return this._p[5]}},canInvokeWith:{enumerable:!0,value(t){let e=this._p[5];return t.length!==e.length?!1:e.every((n,r)=>n.isCompatible(t[r]))}},clone:{enumerable:!0,value(t){let e=this._p.slice(0,6);return lt(...e,null,t)}},invoke:{value(t,e){let n=W.getEnv(),r=this._p,o=r[2],i=r[4],s=r[5],l=this._r,a=o===Fe,c=e.length,d=2+c;n.pushLocalFrame(d);let f=null;try{let p;a?p=t.$getHandle():(f=t.$borrowClassHandle(n),p=f.value);let u,m=t.$t;l===void 0?u=r[3]:(u=l._m.resolveTarget(t,a,n,ne),Ji&&l._c.has(cn())&&(m=Vi));let h=[n.handle,p,u];for(let E=0;E!==c;E++)h.push(s[E].toJni(e[E],n));let g;m===an?g=r[6]:(g=r[7],a&&h.splice(2,0,t.$copyClassHandle(n)));let b=g.apply(null,h);return n.throwIfExceptionPending(),i.fromJni(b,n,!0)}finally{f!==null&&f.unref(n),n.popLocalFrame(NULL)}}},toString:{enumerable:!0,value(){return`function ${this.methodName}(${this.argumentTypes.map(t=>t.className).join(", ")}): ${this.returnType.className}`}}});function qi(t,e,n,r,o,i,s=null){let l=new Set,a=Uf([t,e,n,r,o,i,s,l]),c=new NativeCallback(a,r.type,["pointer","pointer"].concat(o.map(d=>d.type)));return c._c=l,c}function Uf(t){return function(){return Df(arguments,t)}}function Df(t,e){let n=new y(t[0],W),[r,o,i,s,l,a,c,d]=e,f=[],p;if(i===Fe){let h=o.$C;p=new h(t[1],an,n,!1)}else p=o;let u=cn();n.pushLocalFrame(3);let m=!0;W.link(u,n);try{d.add(u);let h;c===null||!ct.has(u)?h=a:h=c;let g=[],b=t.length-2;for(let T=0;T!==b;T++){let O=l[T].fromJni(t[2+T],n,!1);g.push(O),f.push(O)}let E=h.apply(p,g);if(!s.isCompatible(E))throw new Error(`Implementation for ${r} expected return value compatible with ${s.className}`);let x=s.toJni(E,n);return s.type==="pointer"&&(x=n.popLocalFrame(x),m=!1,f.push(E)),x}catch(h){let g=h.$h;return g!==void 0?n.throw(g):Script.nextTick(()=>{throw h}),s.defaultValue}finally{W.unlink(u),m&&n.popLocalFrame(NULL),d.delete(u),f.forEach(h=>{if(h===null)return;let g=h.$dispose;g!==void 0&&g.call(h)})}}function Bf(t){let{holder:e,type:n}=t[0];t.some(o=>o.type===n&&o.argumentTypes.length===0)||t.push(zf([e,n]))}function zf(t){let e=Vf();return Object.setPrototypeOf(e,Zi),e._p=t,e}function Vf(){return function(){return this}}Zi=Object.create(Function.prototype,{methodName:{enumerable:!0,get(){return"valueOf"}},holder:{enumerable:!0,get(){return this._p[0]}},type:{enumerable:!0,get(){return this._p[1]}},handle:{enumerable:!0,get(){return NULL}},implementation:{enumerable:!0,get(){return null},set(t){}},returnType:{enumerable:!0,get(){let t=this.holder;return t.$f.use(t.$n)}},argumentTypes:{enumerable:!0,get(){return[]}},canInvokeWith:{enumerable:!0,value(t){return t.length===0}},clone:{enumerable:!0,value(t){throw new Error("Invalid operation")}}});function Jf(t,e,n,r,o){let i=e[2]==="s"?Vr:Gr,s=ptr(e.substr(3)),{$f:l}=r,a,c=o.toReflectedField(n,s,i===Vr?1:0);try{a=o.vaMethod("pointer",[])(o.handle,c,o.javaLangReflectField().getGenericType),o.throwIfExceptionPending()}finally{o.deleteLocalRef(c)}let d;try{d=l._getType(o.getTypeName(a))}finally{o.deleteLocalRef(a)}let f,p,u=d.type;return i===Vr?(f=o.getStaticField(u),p=o.setStaticField(u)):(f=o.getField(u),p=o.setField(u)),$f([i,d,s,f,p])}function $f(t){return function(e){return new Wi([e].concat(t))}}function Wi(t){this._p=t}Object.defineProperties(Wi.prototype,{value:{enumerable:!0,get(){let[t,e,n,r,o]=this._p,i=W.getEnv();i.pushLocalFrame(4);let s=null;try{let l;if(e===Gr){if(l=t.$getHandle(),l===null)throw new Error("Cannot access an instance field without an instance")}else s=t.$borrowClassHandle(i),l=s.value;let a=o(i.handle,l,r);return i.throwIfExceptionPending(),n.fromJni(a,i,!0)}finally{s!==null&&s.unref(i),i.popLocalFrame(NULL)}},set(t){let[e,n,r,o,,i]=this._p,s=W.getEnv();s.pushLocalFrame(4);let l=null;try{let a;if(n===Gr){if(a=e.$getHandle(),a===null)throw new Error("Cannot access an instance field without an instance")}else l=e.$borrowClassHandle(s),a=l.value;if(!r.isCompatible(t))throw new Error(`Expected value compatible with ${r.className}`);let c=r.toJni(t,s);i(s.handle,a,o,c),s.throwIfExceptionPending()}finally{l!==null&&l.unref(s),s.popLocalFrame(NULL)}}},holder:{enumerable:!0,get(){return this._p[0]}},fieldType:{enumerable:!0,get(){return this._p[1]}},fieldReturnType:{enumerable:!0,get(){return this._p[2]}},toString:{enumerable:!0,value(){let t=`Java.Field{holder: ${this.holder}, fieldType: ${this.fieldType}, fieldReturnType: ${this.fieldReturnType}, value: ${this.value}}`;return t.length<200?t:`Java.Field{
	holder: ${this.holder},
	fieldType: ${this.fieldType},
	fieldReturnType: ${this.fieldReturnType},
	value: ${this.value},
}`.split(`
`).map(n=>n.length>200?n.slice(0,n.indexOf(" ")+1)+"...,":n).join(`
`)}}});var ln=class t{static fromBuffer(e,n){let r=Bi(n),o=r.getCanonicalPath().toString(),i=new File(o,"w");return i.write(e.buffer),i.close(),Gf(o,n),new t(o,r,n)}constructor(e,n,r){this.path=e,this.file=n,this._factory=r}load(){let{_factory:e}=this,{codeCacheDir:n}=e,r=e.use("dalvik.system.DexClassLoader"),o=e.use("java.io.File"),i=this.file;if(i===null&&(i=e.use("java.io.File").$new(this.path)),!i.exists())throw new Error("File not found");o.$new(n).mkdirs(),e.loader=r.$new(i.getCanonicalPath(),n,null,e.loader),W.preventDetachDueToClassLoader()}getClassNames(){let{_factory:e}=this,n=e.use("dalvik.system.DexFile"),r=Bi(e),o=n.loadDex(this.path,r.getCanonicalPath(),0),i=[],s=o.entries();for(;s.hasMoreElements();)i.push(s.nextElement().toString());return i}};function Bi(t){let{cacheDir:e,tempFileNaming:n}=t,r=t.use("java.io.File"),o=r.$new(e);return o.mkdirs(),r.createTempFile(n.prefix,n.suffix+".dex",o)}function Gf(t,e){e.use("java.io.File").$new(t).setWritable(!1,!1)}function Hf(){switch(ge.state){case"empty":{ge.state="pending";let t=ge.factories[0],e=t.use("java.util.HashMap"),n=t.use("java.lang.Integer");ge.loaders=e.$new(),ge.Integer=n;let r=t.loader;return r!==null&&qr(t,r),ge.state="ready",ge}case"pending":do Thread.sleep(.05);while(ge.state==="pending");return ge;case"ready":return ge}}function qr(t,e){let{factories:n,loaders:r,Integer:o}=ge,i=o.$new(n.indexOf(t));r.put(e,i);for(let s=e.getParent();s!==null&&!r.containsKey(s);s=s.getParent())r.put(s,i)}function Ki(t){let e=ct.get(t);e===void 0&&(e=0),e++,ct.set(t,e)}function Qi(t){let e=ct.get(t);if(e===void 0)throw new Error(`Thread ${t} is not ignored`);e--,e===0?ct.delete(t):ct.set(t,e)}function Zf(t){return t.slice(t.lastIndexOf(".")+1)}function Wr(t,e){let n=[],r=t.getArrayLength(e);for(let o=0;o!==r;o++){let i=t.getObjectArrayElement(e,o);try{n.push(t.getTypeName(i))}finally{t.deleteLocalRef(i)}}return n}function qf(t){let e=t.split(".");return e[e.length-1]+".java"}var Wf=4,Yi=Process.pointerSize,Yr=class{ACC_PUBLIC=1;ACC_PRIVATE=2;ACC_PROTECTED=4;ACC_STATIC=8;ACC_FINAL=16;ACC_SYNCHRONIZED=32;ACC_BRIDGE=64;ACC_VARARGS=128;ACC_NATIVE=256;ACC_ABSTRACT=1024;ACC_STRICT=2048;ACC_SYNTHETIC=4096;constructor(){this.classFactory=null,this.ClassFactory=ze,this.vm=null,this.api=null,this._initialized=!1,this._apiError=null,this._wakeupHandler=null,this._pollListener=null,this._pendingMainOps=[],this._pendingVmOps=[],this._cachedIsAppProcess=null;try{this._tryInitialize()}catch{}}_tryInitialize(){if(this._initialized)return!0;if(this._apiError!==null)throw this._apiError;let e;try{e=xt(),this.api=e}catch(r){throw this._apiError=r,r}if(e===null)return!1;let n=new ke(e);return this.vm=n,ji(n),ze._initialize(n,e),this.classFactory=new ze,this._initialized=!0,!0}_dispose(){if(this.api===null)return;let{vm:e}=this;e.perform(n=>{ze._disposeAll(n),y.dispose(n)}),Script.nextTick(()=>{ke.dispose(e)})}get available(){return this._tryInitialize()}get androidVersion(){return St()}synchronized(e,n){let{$h:r=e}=e;if(!(r instanceof NativePointer))throw new Error("Java.synchronized: the first argument `obj` must be either a pointer or a Java instance");let o=this.vm.getEnv();_e("VM::MonitorEnter",o.monitorEnter(r));try{n()}finally{o.monitorExit(r)}}enumerateLoadedClasses(e){this._checkAvailable();let{flavor:n}=this.api;n==="jvm"?this._enumerateLoadedClassesJvm(e):n==="art"?this._enumerateLoadedClassesArt(e):this._enumerateLoadedClassesDalvik(e)}enumerateLoadedClassesSync(){let e=[];return this.enumerateLoadedClasses({onMatch(n){e.push(n)},onComplete(){}}),e}enumerateClassLoaders(e){this._checkAvailable();let{flavor:n}=this.api;if(n==="jvm")this._enumerateClassLoadersJvm(e);else if(n==="art")this._enumerateClassLoadersArt(e);else throw new Error("Enumerating class loaders is not supported on Dalvik")}enumerateClassLoadersSync(){let e=[];return this.enumerateClassLoaders({onMatch(n){e.push(n)},onComplete(){}}),e}_enumerateLoadedClassesJvm(e){let{api:n,vm:r}=this,{jvmti:o}=n,i=r.getEnv(),s=Memory.alloc(Wf),l=Memory.alloc(Yi);o.getLoadedClasses(s,l);let a=s.readS32(),c=l.readPointer(),d=[];for(let f=0;f!==a;f++)d.push(c.add(f*Yi).readPointer());o.deallocate(c);try{for(let f of d){let p=i.getClassName(f);e.onMatch(p,f)}e.onComplete()}finally{d.forEach(f=>{i.deleteLocalRef(f)})}}_enumerateClassLoadersJvm(e){this.choose("java.lang.ClassLoader",e)}_enumerateLoadedClassesArt(e){let{vm:n,api:r}=this,o=n.getEnv(),i=r["art::JavaVMExt::AddGlobalRef"],{vm:s}=r;xe(n,o,l=>{let a=wr(c=>{let d=i(s,l,c);try{let f=o.getClassName(d);e.onMatch(f,d)}finally{o.deleteGlobalRef(d)}return!0});r["art::ClassLinker::VisitClasses"](r.artClassLinker.address,a)}),e.onComplete()}_enumerateClassLoadersArt(e){let{classFactory:n,vm:r,api:o}=this,i=r.getEnv(),s=o["art::ClassLinker::VisitClassLoaders"];if(s===void 0)throw new Error("This API is only available on Android >= 7.0");let l=n.use("java.lang.ClassLoader"),a=[],c=o["art::JavaVMExt::AddGlobalRef"],{vm:d}=o;xe(r,i,f=>{let p=Sr(u=>(a.push(c(d,f,u)),!0));vr(()=>{s(o.artClassLinker.address,p)})});try{a.forEach(f=>{let p=n.cast(f,l);e.onMatch(p)})}finally{a.forEach(f=>{i.deleteGlobalRef(f)})}e.onComplete()}_enumerateLoadedClassesDalvik(e){let{api:n}=this,r=ptr("0xcbcacccd"),o=172,i=8,l=n.gDvm.add(o).readPointer(),a=l.readS32(),d=l.add(12).readPointer(),f=a*i;for(let p=0;p<f;p+=i){let m=d.add(p).add(4).readPointer();if(m.isNull()||m.equals(r))continue;let g=m.add(24).readPointer().readUtf8String();if(g.startsWith("L")){let b=g.substring(1,g.length-1).replace(/\//g,".");e.onMatch(b)}}e.onComplete()}enumerateMethods(e){let{classFactory:n}=this,r=this.vm.getEnv(),o=n.use("java.lang.ClassLoader");return We.enumerateMethods(e,this.api,r).map(i=>{let s=i.loader;return i.loader=s!==null?n.wrap(s,o,r):null,i})}scheduleOnMainThread(e){this.performNow(()=>{this._pendingMainOps.push(e);let{_wakeupHandler:n}=this;if(n===null){let{classFactory:r}=this,o=r.use("android.os.Handler"),i=r.use("android.os.Looper");n=o.$new(i.getMainLooper()),this._wakeupHandler=n}this._pollListener===null&&(this._pollListener=Interceptor.attach(Process.getModuleByName("libc.so").getExportByName("epoll_wait"),this._makePollHook()),Interceptor.flush()),n.sendEmptyMessage(1)})}_makePollHook(){let e=Process.id,{_pendingMainOps:n}=this;return function(){if(this.threadId!==e)return;let r;for(;(r=n.shift())!==void 0;)try{r()}catch(o){Script.nextTick(()=>{throw o})}}}perform(e){if(this._checkAvailable(),!this._isAppProcess()||this.classFactory.loader!==null)try{this.vm.perform(e)}catch(n){Script.nextTick(()=>{throw n})}else this._pendingVmOps.push(e),this._pendingVmOps.length===1&&this._performPendingVmOpsWhenReady()}performNow(e){return this._checkAvailable(),this.vm.perform(()=>{let{classFactory:n}=this;if(this._isAppProcess()&&n.loader===null){let o=n.use("android.app.ActivityThread").currentApplication();o!==null&&Xi(n,o)}return e()})}_performPendingVmOpsWhenReady(){this.vm.perform(()=>{let{classFactory:e}=this,n=e.use("android.app.ActivityThread"),r=n.currentApplication();if(r!==null){Xi(e,r),this._performPendingVmOps();return}let o=this,i=!1,s="early",l=n.handleBindApplication;l.implementation=function(d){if(d.instrumentationName.value!==null){s="late";let p=e.use("android.app.LoadedApk").makeApplication;p.implementation=function(u,m){return i||(i=!0,es(e,this),o._performPendingVmOps()),p.apply(this,arguments)}}l.apply(this,arguments)};let c=n.getPackageInfo.overloads.map(d=>[d.argumentTypes.length,d]).sort(([d],[f])=>f-d).map(([d,f])=>f)[0];c.implementation=function(...d){let f=c.call(this,...d);return!i&&s==="early"&&(i=!0,es(e,f),o._performPendingVmOps()),f}})}_performPendingVmOps(){let{vm:e,_pendingVmOps:n}=this,r;for(;(r=n.shift())!==void 0;)try{e.perform(r)}catch(o){Script.nextTick(()=>{throw o})}}use(e,n){return this.classFactory.use(e,n)}openClassFile(e){return this.classFactory.openClassFile(e)}choose(e,n){this.classFactory.choose(e,n)}retain(e){return this.classFactory.retain(e)}cast(e,n){return this.classFactory.cast(e,n)}array(e,n){return this.classFactory.array(e,n)}backtrace(e){return Ir(this.vm,e)}isMainThread(){let e=this.classFactory.use("android.os.Looper"),n=e.getMainLooper(),r=e.myLooper();return r===null?!1:n.$isSameObject(r)}registerClass(e){return this.classFactory.registerClass(e)}deoptimizeEverything(){let{vm:e}=this;return Lr(e,e.getEnv())}deoptimizeBootImage(){let{vm:e}=this;return Cr(e,e.getEnv())}deoptimizeMethod(e){let{vm:n}=this;return Tr(n,n.getEnv(),e)}_checkAvailable(){if(!this.available)throw new Error("Java API not available")}_isAppProcess(){let e=this._cachedIsAppProcess;if(e===null){if(this.api.flavor==="jvm")return e=!1,this._cachedIsAppProcess=e,e;let n=new NativeFunction(Module.getGlobalExportByName("readlink"),"pointer",["pointer","pointer","pointer"],{exceptions:"propagate"}),r=Memory.allocUtf8String("/proc/self/exe"),o=1024,i=Memory.alloc(o),s=n(r,i,ptr(o)).toInt32();if(s!==-1){let l=i.readUtf8String(s);e=/^\/system\/bin\/app_process/.test(l)}else e=!0;this._cachedIsAppProcess=e}return e}};function Xi(t,e){let n=t.use("android.os.Process");t.loader=e.getClassLoader(),n.myUid()===n.SYSTEM_UID.value?(t.cacheDir="/data/system",t.codeCacheDir="/data/dalvik-cache"):"getCodeCacheDir"in e?(t.cacheDir=e.getCacheDir().getCanonicalPath(),t.codeCacheDir=e.getCodeCacheDir().getCanonicalPath()):(t.cacheDir=e.getFilesDir().getCanonicalPath(),t.codeCacheDir=e.getCacheDir().getCanonicalPath())}function es(t,e){let n=t.use("java.io.File");t.loader=e.getClassLoader();let r=n.$new(e.getDataDir()).getCanonicalPath();t.cacheDir=r,t.codeCacheDir=r+"/cache"}var Xr=new Yr;Script.bindWeak(Xr,()=>{Xr._dispose()});var ee=Xr;var Ue={exceptionOccurred:Ve(15,"pointer",["pointer"]),exceptionClear:Ve(17,"void",["pointer"]),pushLocalFrame:Ve(19,"int",["pointer","int"]),popLocalFrame:Ve(20,"pointer",["pointer","pointer"]),isInstanceOf:Ve(32,"uint8",["pointer","pointer","pointer"]),getStringLength:Ve(164,"int",["pointer","pointer"]),getStringRegion:Ve(220,"void",["pointer","pointer","int","int","pointer"]),exceptionCheck:Ve(228,"uint8",["pointer"])};function Ve(t,e,n){let r=null;return(...o)=>{if(r===null){let i=o[0].readPointer().add(t*Process.pointerSize).readPointer();r=new NativeFunction(i,e,n,{exceptions:"propagate"})}return r(...o)}}function un(t){if(Ue.exceptionCheck(t.handle)===0)return null;let e=Ue.exceptionOccurred(t.handle);return Ue.exceptionClear(t.handle),e}function to(t,e,n){let r=Ue.pushLocalFrame(t.handle,e)===0;try{return n()}finally{r&&Ue.popLocalFrame(t.handle,NULL)}}var no="Ljava/lang/String;",dn="Ljava/lang/Object;",me=class{className;name;signature;kind;owner=null;id=NULL;invoke=null;constructor(e,n,r,o="virtual"){this.className=e,this.name=n,this.signature=r,this.kind=o}call(e,n,...r){this.owner===null&&this.find(e);let o=this.kind==="virtual"?n:this.owner,i=this.invoke(e.handle,o,this.id,...r);return Nt(e)?i:this.signature.endsWith(";")?NULL:0}find(e){let n=e.findClass(this.className),r=this.kind==="static",o=r?e.getStaticMethodId:e.getMethodId;this.id=ns(e,o.call(e,n,this.name,this.signature),this.name);let[i,s]=Kf(this.signature);this.kind==="new"?this.invoke=e.constructor(i):this.invoke=r?e.staticVaMethod(s,i):e.vaMethod(s,i),this.owner=e.newGlobalRef(n),e.deleteLocalRef(n)}},kt=class{name;gives;id=null;constructor(e,n=no){this.name=e,this.gives=n}call(e,n,r){this.id??=ns(e,e.getMethodId(n,this.name,`()${this.gives}`),this.name);let o=e.vaMethod("pointer",[])(e.handle,r,this.id);return Nt(e)?o:NULL}};function ns(t,e,n){if(!e.isNull())return e;throw Nt(t),new Error(`no method ${n}`)}function Nt(t){let e=un(t);return e===null?!0:(t.deleteLocalRef(e),!1)}var eo=null;function rs(t,e){if(eo===null){let n=t.findClass("java/lang/String");eo=t.newGlobalRef(n),t.deleteLocalRef(n)}return Ue.isInstanceOf(t.handle,e,eo)!==0}function os(t,e){return Ue.getStringLength(t.handle,e)}function Me(t,e,n){let r=Math.min(Ue.getStringLength(t.handle,e),n);if(r===0)return"";let o=Memory.alloc(2*r);Ue.getStringRegion(t.handle,e,0,r,o);try{return o.readUtf16String(r)??""}catch{let s=new Uint16Array(o.readByteArray(2*r));return Array.from(s,l=>l>=55296&&l<57344?"\uFFFD":String.fromCharCode(l)).join("")}}var Mt=new me("java/lang/Object","toString",`()${no}`),is=new me("java/util/Arrays","toString",`([${dn})${no}`,"static"),ss=new me("java/util/Arrays","copyOf",`([${dn}I)[${dn}`,"static"),as=new me("java/lang/Throwable","<init>","()V","new"),ls=new me("java/lang/Throwable","getStackTrace","()[Ljava/lang/StackTraceElement;"),cs=new me("java/util/Collection","size","()I"),ds=new me("java/util/List","toArray",`()[${dn}`),ts={I:"int32",J:"int64",Z:"uint8",V:"void"};function Kf(t){let[,e,n]=/^\((.*)\)(.*)$/.exec(t);return[(e.match(/\[*(?:L[^;]*;|.)/g)??[]).map(o=>ts[o]??"pointer"),ts[n]??"pointer"]}var ro=1024,Qf=64,Yf=/^(android|java\.(lang|net|io|nio\.file|time|security|math)|javax\.crypto|sun\.nio\.fs|libcore|org\.json)\./,Xf=/^android\.(support|arch)\.|^java\.lang\.ref/,ep=/^java\.util\.(ArrayList|LinkedList|HashSet|Arrays\$ArrayList|Collections\$|ImmutableCollections\$)/,tp=new Set(["android.net.Uri","java.net.URL","java.net.InetAddress","java.util.Locale","java.net.NetworkInterface"]),np=new Set(["int","long","short","byte","float","double"]);function fn(t,e,n){return np.has(n)?String(e):n==="boolean"?e?"true":"false":n==="char"?String.fromCharCode(e):n==="void"?"":e.isNull()?"null":n==="java.lang.String"?Me(t,e,ro):n.startsWith("[")?ps(t,e,n):tp.has(n)?fs(t,e):us(t,e)}function us(t,e){if(rs(t,e))return Me(t,e,ro);let n=t.getObjectClassName(e);return n.startsWith("[")?ps(t,e,n):ep.test(n)?`${n} (${cs.call(t,e)})`:!Yf.test(n)||Xf.test(n)?n:fs(t,e)}function fs(t,e){let n=Mt.call(t,e);return n.isNull()?"null":Me(t,n,ro).replace(/@[0-9a-f]{3,8}$/,"")}function ps(t,e,n){let r=t.getArrayLength(e);if(n==="[Ljava.lang.String;"||n==="[Ljava.lang.Object;")return oo(t,e).join(" ");let o=n.replace(/^\[/,"").replace(/^L(.*);$/,"$1");return`${{B:"byte",C:"char",I:"int",J:"long",Z:"boolean",F:"float",D:"double",S:"short"}[o]??o}[${r}]`}function oo(t,e){let n=[],r=Math.min(t.getArrayLength(e),Qf);for(let o=0;o<r;o++){let i=t.getObjectArrayElement(e,o);n.push(i.isNull()?"null":us(t,i)),t.deleteLocalRef(i)}return n}var rp=1024,op=["","encrypt","decrypt","wrap","unwrap"];function hs(t){switch(t){case void 0:return null;case"command":return ip();case"cipher":return sp();default:return ms(t)}}function ms(t){let e=new kt(t);return(n,r,o)=>{let i=e.call(n,r,o);return i.isNull()?"":Me(n,i,rp)}}function ip(){let t=new kt("command","Ljava/util/List;");return(e,n,r)=>{let o=t.call(e,n,r),i=o.isNull()?NULL:ds.call(e,o);return i.isNull()?"":oo(e,i).join(" ")}}function sp(){let t=ms("getAlgorithm"),e=null;return(n,r,o)=>{if(e===null){let s=n.getFieldId(r,"opmode","I");e=Nt(n)?s:NULL}let i=e.isNull()?0:n.getField("int32")(n.handle,o,e);return`${t(n,r,o)} ${op[i]??""}`.trim()}}var ap=2;function Je(){return ee.api.flavor==="art"}function so(){return ee.vm.getEnv()}function pn(t){return{takes:t.argumentTypes.map(e=>String(e.className)),gives:String(t.returnType.className)}}function gs(t,e,n){let r=t.holder.$borrowClassHandle(e);try{return n(r.value)}finally{r.unref(e)}}var io=class{overload;isStatic;art;invoke;constructor(e,n,r,o,i){this.overload=e,this.isStatic=n,this.art=r,this.invoke=r?i:o}call(e,n,r){let o=this.overload._r._m.resolveTarget(n,!this.isStatic,e,ee.api);if(!this.isStatic)return this.art?this.invoke(e.handle,n.$h,n.$copyClassHandle(e),o,...r):this.invoke(e.handle,n.$h,o,...r);let i=n.$borrowClassHandle(e);try{return this.invoke(e.handle,i.value,o,...r)}finally{i.unref(e)}}};function bs(t,e){let n=t._p;n[4]=_s(n[4]),n[5]=n[5].map(_s);let r=new io(t,n[2]===ap,Je(),n[6],n[7]);t.implementation=function(...o){return e(so(),this,o,r)}}function _s(t){return Object.assign(Object.create(Object.getPrototypeOf(t)),t,{isCompatible:()=>!0,fromJni:e=>e,toJni:e=>e})}var ys="Ljava/nio/ByteBuffer;",lp=new me("java/nio/ByteBuffer","duplicate",`()${ys}`),cp=new me("java/nio/Buffer","remaining","()I"),dp=new me("java/nio/ByteBuffer","get",`([B)${ys}`),up=new me("android/content/ClipData","getItemCount","()I"),fp=new me("android/content/ClipData","getItemAt","(I)Landroid/content/ClipData$Item;"),pp=new me("android/content/ClipData$Item","getText","()Ljava/lang/CharSequence;"),hp=8;function Es(t,e,n,r,o){let i=[],s=0;for(let l=0;l<e.length;l++)n[l]==="[B"?(s++,ws(n,l,r,s)||i.push(...mp(t,e,n,l,o))):i.push(...Ot(t,e[l],n[l],"in",o));return i}function vs(t,e,n,r,o,i){if(o!=="int")return Ot(t,r,o,"out",i);let s=n.lastIndexOf("[B");if(s<0||e[s].isNull()||!ws(n,s,o,n.filter(a=>a==="[B").length))return[];let l=n[s+1]==="int"?e[s+1]:0;return[jt(t,e[s],l,r,"out",i)]}function ws(t,e,n,r){return n!=="int"?!1:r>1||t[e+1]==="int"&&t.length-e<=3}function mp(t,e,n,r,o){let i=e[r];if(i.isNull())return[];let s=n[r+1]==="int"&&n[r+2]==="int",l=t.getArrayLength(i);return[s?jt(t,i,e[r+1],e[r+2],"in",o):jt(t,i,0,l,"in",o)]}function jt(t,e,n,r,o,i){let s=Math.max(0,t.getArrayLength(e)-n),l=Math.max(0,Math.min(r,s,i));if(n<0||l===0)return{label:o,bytes:new ArrayBuffer(0),whole:Math.max(0,r)};let a=Memory.alloc(l);return t.getByteArrayRegion(e,n,l,a),{label:o,bytes:a.readByteArray(l),whole:r}}function Ot(t,e,n,r,o){return typeof e=="number"||!(e instanceof NativePointer)||e.isNull()?[]:n==="[B"?[jt(t,e,0,t.getArrayLength(e),r,o)]:n==="[C"?[gp(t,e,r,o)]:n==="java.nio.ByteBuffer"?Ss(t,e,r,o):n==="java.lang.String"?[Is(Me(t,e,o),os(t,e),r)]:n.startsWith("[")?[]:_p(t,e,r,o)}function _p(t,e,n,r){let o=t.getObjectClassName(e);return o==="[B"||o==="[C"||o==="java.lang.String"?Ot(t,e,o,n,r):o==="java.nio.HeapByteBuffer"||o.startsWith("java.nio.Direct")?Ss(t,e,n,r):o==="android.content.ClipData"?bp(t,e,n,r):o==="java.lang.StringBuilder"||o==="android.text.SpannableStringBuilder"?Ot(t,Mt.call(t,e),"java.lang.String",n,r):[]}function gp(t,e,n,r){let o=t.getArrayLength(e),i=t.getCharArrayElements(e);try{return Is(i.readUtf16String(Math.min(o,r))??"",o,n)}finally{t.releaseCharArrayElements(e,i)}}function Ss(t,e,n,r){let o=lp.call(t,e),i=cp.call(t,o),s=t.newByteArray(Math.min(i,r));return s.isNull()||dp.call(t,o,s).isNull()?[]:[{...jt(t,s,0,i,n,r),whole:i}]}function bp(t,e,n,r){let o=Math.min(up.call(t,e),hp),i=[];for(let s=0;s<o;s++){let l=pp.call(t,fp.call(t,e,s));l.isNull()||i.push(...Ot(t,Mt.call(t,l),"java.lang.String",n,r))}return i}function Is(t,e,n){let r=[];for(let o of t){let i=o.codePointAt(0);i<128?r.push(i):i<2048?r.push(192|i>>6,128|i&63):i<65536?r.push(224|i>>12,128|i>>6&63,128|i&63):r.push(240|i>>18,128|i>>12&63,128|i>>6&63,128|i&63)}return{label:n,bytes:new Uint8Array(r).buffer,whole:e}}var yp=64*1024,Ep=/^(java|javax|jdk|sun|com\.sun|dalvik|libcore)\./;function ao(t,e,n){let r=as.call(t,NULL),o=ls.call(t,r);if(o.isNull())return[];let i=e+n;t.getArrayLength(o)>i&&(o=ss.call(t,NULL,o,i));let s=is.call(t,NULL,o);if(s.isNull())return[];let l=Me(t,s,yp).slice(1,-1).split("), "),a=[];for(let c=n;c<l.length;c++){let d=vp(c<l.length-1?`${l[c]})`:l[c]);d!==""&&!(d===a.at(-1)&&d.endsWith("(Native Method)"))&&a.push(d)}return a}function vp(t){let e=t.indexOf("/");return e<0||e>t.indexOf("(")?t:t.slice(t.lastIndexOf("/",t.indexOf("("))+1)}var wp=/^(jdk\.internal\.loader\.|java\.lang\.(ClassLoader|invoke)\b|java\.net\.URLClassLoader\.)/,Sp=/^(android\.app\.ActivityThread|android\.os\.(Looper|Handler)|patrol\.(Orders|Values|Chains)\b)/;function hn(t,e){if(t.length===0)return!1;let n=t.findIndex(r=>!Ep.test(r));return n<0?!0:e?!1:Sp.test(t[n])||t.slice(0,n).some(r=>wp.test(r))}function mn(t){if(t.when.length===0)return()=>t.always?t.ids:[];let e=new Map,n=[];for(let o of t.when)o.how==="equals"?e.set(o.value,[...e.get(o.value)??[],o.id]):n.push([o.id,xp(o)]);let r=Ip(t.when);return o=>{let i=r===""?o:o.filter(l=>l.startsWith(r));if(i.length===0)return t.always?t.ids:[];let s=i.flatMap(l=>e.get(l)??[]);for(let[l,a]of n)i.some(a)&&s.push(l);return s.length===0?t.always?t.ids:[]:[...new Set([...s,...t.ids])]}}function Ip(t){if(t.some(n=>n.how!=="equals"&&n.how!=="prefix"))return"";let e=t[0].value;for(let{value:n}of t)for(;!n.startsWith(e);)e=e.slice(0,-1);return e}function xp(t){let e=t.value;switch(t.how){case"equals":return n=>n===e;case"prefix":return n=>n.startsWith(e);case"contains":return n=>n.includes(e);case"pattern":{let n=new RegExp(e.replace("<own>",Ap()));return r=>n.test(r)}case"command":return n=>n===e||n.startsWith(`${e} `)||n.endsWith(`/${e}`)||n.includes(`/${e} `)}}var Rt=null;function Ap(){if(Rt===null)try{Rt=File.readAllText("/proc/self/cmdline").split(/[\0:]/)[0].replace(/[^\w.]/g,"").replaceAll(".","\\.")}catch{Rt=""}return Rt===""?"(?!)":Rt}var Tp=/\d{6,}/g,Lp=/[\w.+-]+@[\w-]+\.[\w.]+/g;function Ye(t,e){return t.length<=e?t:`${t.slice(0,e)}\u2026 (${t.length})`}function Pt(t){return t.length<=2*3?"*".repeat(t.length):`${t.slice(0,3)}${"*".repeat(Math.min(8,t.length-2*3))}${t.slice(-3)} (${t.length})`}function dt(t){return t.replace(Lp,Pt).replace(Tp,Pt)}var _n=class{queue;options;busy=new Set;inside=new Map;art;constructor(e,n){this.queue=e,this.options=n,this.art=ee.available&&Je()}quietly(e){let n=Process.getCurrentThreadId(),r=this.busy.has(n);this.busy.add(n);try{return e()}finally{r||this.busy.delete(n)}}},As=32,lo=[];function xs(t){return t==="java.lang.String"||!/[.[]/.test(t)}var gn=class{entry;name;overload;context;meant;about;takes;gives;most;plainArgs;plainResult;constructor(e,n,r,o){this.entry=e,this.name=n,this.overload=r,this.context=o,this.meant=mn(e),this.about=hs(e.about),{takes:this.takes,gives:this.gives}=pn(r),this.most=e.raw===void 0?0:o.options.raw??0,this.plainArgs=this.about===null&&this.most===0&&this.takes.every(xs),this.plainResult=this.most===0&&xs(this.gives)&&!o.options.stacks}run(e,n,r,o){let{busy:i,inside:s,queue:l}=this.context,a=Process.getCurrentThreadId();if(i.has(a))return o.call(e,n,r);let c=this.guarded(e,a,this.plainArgs,()=>this.look(e,n,r,a));if(c===null)return o.call(e,n,r);if(this.entry.before===!0)return this.guarded(e,a,!1,()=>this.tell(e,c,a,r,null,null)),l.flush(),o.call(e,n,r);let d=s.get(a);d===void 0?s.set(a,[c]):d.push(c);let f=o.call(e,n,r);d===void 0?s.delete(a):d.pop();let p=un(e);return this.guarded(e,a,this.plainResult&&p===null,()=>this.tell(e,c,a,r,{value:f},p)),p!==null&&e.throw(p),f}guarded(e,n,r,o){let{busy:i}=this.context;i.add(n);try{return r?o():to(e,As,o)}catch{return un(e),null}finally{i.delete(n)}}look(e,n,r,o){let i=r.length===0?lo:this.takes.map((f,p)=>fn(e,r[p],f)),s=this.of(e,n),l=this.meant(s===""?i:[...i,s]);if(l.length===0)return null;let a=this.entry.class;if(this.context.inside.get(o)?.some(f=>f.owner===a||f.ids.some(p=>l.includes(p))))return null;let d=this.most>0&&this.entry.raw?.includes("in")?Es(e,r,this.takes,this.gives,this.most):[];return{owner:a,ids:l,at:Date.now(),args:i,about:s,raw:d}}of(e,n){let{about:r}=this,o=n.$h;return r===null||o===null?"":gs(this.overload,e,i=>r(e,i,o))}tell(e,n,r,o,i,s){let{queue:l,options:a,art:c}=this.context,d=a.stacks?ao(e,a.depth,1):lo;if(hn(d,c)||!l.room())return null;let{longest:f}=a,p=this.entry.mask===!0?Pt:dt,u={n:l.number(),t:n.at,th:r,id:n.ids,call:this.name,args:n.args.length===0?lo:n.args.map(m=>Ye(p(m),f)),ret:null,stack:d};return n.about!==""&&(u.about=Ye(dt(n.about),f)),s!==null?u.error=Ye(dt(fn(e,s,"java.lang.Throwable")),f):i!==null&&this.result(e,u,n.raw,o,i.value),l.put(u,n.raw),null}result(e,n,r,o,i){if(this.gives==="void")return;let s=fn(e,i,this.gives);s!=="null"&&(n.ret=Ye(Cp(s,this.gives),this.context.options.longest)),this.most>0&&this.entry.raw?.includes("out")&&r.push(...vs(e,o,this.takes,i,this.gives,this.most))}};function Cp(t,e){return e==="boolean"||t.length<=3||/^[\w.$]+(\[\d+\]| \(\d+\))$/.test(t)?t:Pt(t)}function Ts(t){return t.busy.has(Process.getCurrentThreadId())||ee.vm===null||ee.vm.tryGetEnv()===null?null:t.quietly(()=>{let e=so();return to(e,As,()=>t.options.stacks?ao(e,t.options.depth,0):[])})}var kp="hooked on Android alone: the method looks at its caller, and on this VM would see the hook",bn=class{context;hooked={};missing=new Map;pending=[];replaced=[];constructor(e){this.context=e}get installed(){return{hooked:this.hooked,missing:[...this.missing],pending:this.pending.length}}install(e){this.context.quietly(()=>{for(let n of e)this.hook(n,ee.classFactory)||this.pending.push(n)})}again(){this.context.quietly(()=>{for(let e of Np())if(this.pending=this.pending.filter(n=>!this.hook(n,e)),this.pending.length===0)return})}remove(){for(let e of this.replaced.splice(0))e.implementation=null;this.pending=[]}hook(e,n){let r=`${e.class}.${e.member}`;if(e.art===!0&&!Je())return this.missing.set(r,kp),!0;let o;try{o=n.use(e.class)}catch(s){return this.missing.set(r,Ls(s)),!1}this.missing.delete(r);let i=o[e.member];return i===void 0||i.overloads===void 0?(this.missing.set(r,"the class has no such method"),!0):(this.replace(e,r,i.overloads),!0)}replace(e,n,r){let o=0;for(let i of r){let s=pn(i).takes;if(!(e.only!==void 0&&e.only.join()!==s.join()))try{let l=new gn(e,n,i,this.context);bs(i,(a,c,d,f)=>l.run(a,c,d,f)),this.replaced.push(i),o++}catch(l){this.missing.set(`${n}(${s.join(", ")})`,Ls(l))}}o>0?this.hooked[n]=(this.hooked[n]??0)+o:this.missing.has(n)||this.missing.set(n,"none of its overloads is here")}};function Ls(t){return String(t).split(`
`)[0].replace(/^Error: /,"")}function Np(){let t=[ee.classFactory];if(!Je())return t;try{for(let e of ee.enumerateClassLoadersSync())t.push(ee.ClassFactory.get(e))}catch{}return t}var co={skip:()=>"",text:t=>t.isNull()?"null":t.readUtf8String()??"null",number:t=>String(t.toInt32()),hex:t=>`0x${(t.toUInt32()>>>0).toString(16)}`,words:jp,address:Op,family:t=>t.toInt32()===16?"AF_NETLINK":`family ${t.toInt32()}`,netlink:(t,e)=>Ns(e[0].toInt32())?Cs(t):"",netlinkmsg:(t,e)=>Ns(e[0].toInt32())?Cs(Mp(t)):"",property:t=>t.isNull()?"null":t.add(96).readUtf8String()??"null"};function Cs(t){return t.isNull()?"null":`type ${t.add(4).readU16()}`}function Mp(t){return t.add(2*Process.pointerSize).readPointer().readPointer()}var ks=null;function Ns(t){ks??=new NativeFunction(Module.getGlobalExportByName("getsockname"),"int",["int","pointer","pointer"]);let e=Memory.alloc(128),n=Memory.alloc(4).writeU32(128);return ks(t,e,n)===0&&e.readU16()===16}function jp(t){let e=[];for(let n=0;n<64&&!t.isNull();n++){let r=t.add(n*Process.pointerSize).readPointer();if(r.isNull())break;e.push(r.readUtf8String()??"")}return e.join(" ")}function Op(t){if(t.isNull())return"null";let e=t.readU16(),n=t.add(2).readU8()<<8|t.add(3).readU8();if(e===2)return`${[4,5,6,7].map(o=>t.add(o).readU8()).join(".")}:${n}`;if(e===10){let r=[];for(let o=0;o<8;o++)r.push((t.add(8+2*o).readU8()<<8|t.add(9+2*o).readU8()).toString(16));return`[${r.join(":")}]:${n}`}return`family ${e}`}var Ms=/^(libjvm|libjli|libjava|libjimage|libnio|libnet|libzip|libverify|libart|libartbase|libdexfile|libc|libdl|libpthread|frida-agent|linker|ld-linux)\b/,Rp=/^(gum-js-loop|gmain|gdbus|frida|pool-(frida|spawner)|VM |GC Thread|C[12] Comp|Sweeper|Service Th|Monitor Def)/,yn=class{context;hooked=[];missing=new Map;inside=new Map;taken=new Map;listeners=[];modules=new ModuleMap;observer=null;pending=[];constructor(e){this.context=e}get nativeMissing(){return[...this.missing]}install(e){for(let n of e){let r=Module.findGlobalExportByName(n.symbol);r!==null?this.attach(n,r):(this.missing.set(n.symbol,"no library here has it"),this.pending.push(n))}this.pending.length>0&&(this.observer=Process.attachModuleObserver({onAdded:n=>this.loaded(n)}))}remove(){this.observer?.detach();for(let e of this.listeners.splice(0))e.detach();Interceptor.flush()}loaded(e){this.pending=this.pending.filter(n=>{let r=e.findExportByName(n.symbol);return r!==null&&this.attach(n,r),r===null})}attach(e,n){let r=this.taken.get(n.toString());if(r!==void 0){this.missing.set(e.symbol,`the same function as ${r}`);return}try{this.listeners.push(Interceptor.attach(n,this.callbacks(e))),this.taken.set(n.toString(),e.symbol),this.missing.delete(e.symbol),this.hooked.push(e.symbol)}catch(o){this.missing.set(e.symbol,String(o).split(`
`)[0].replace(/^Error: /,""))}}callbacks(e){let n=this,r=mn(e);return{onEnter(o){let i=this.threadId,s=n.inside.get(i)??0;if(n.inside.set(i,s+1),!(s>0||n.context.busy.has(i)))try{n.report(e,r,i,o,this)}catch{}},onLeave(){let o=(n.inside.get(this.threadId)??1)-1;o>0?n.inside.set(this.threadId,o):n.inside.delete(this.threadId)}}}report(e,n,r,o,i){let{queue:s,options:l,art:a}=this.context,c=e.args.map((m,h)=>(co[m]??co.skip)(o[h],o)),d=n(c);if(d.length===0||this.toldAbove(r,d))return;let f=Ts(this.context)??[],p=this.stack(i);if((f.length>0?hn(f,a):p.every(m=>Ms.test(m))&&(p.length>0||Pp(r)))||!s.room())return;let u=c.filter((m,h)=>e.args[h]!=="skip");s.put({n:s.number(),t:Date.now(),th:r,id:d,call:e.symbol,args:u.map(m=>Ye(dt(m),l.longest)),ret:null,stack:[...f.length>0?p.slice(0,p.findIndex(m=>Ms.test(m))>>>0):p,...f]},this.raw(e,o))}toldAbove(e,n){return this.context.inside.get(e)?.some(r=>r.ids.some(o=>n.includes(o)))??!1}raw(e,n){let r=this.context.options.raw??0;if(e.buffer!==!0||r===0)return[];let o=n[2].toInt32(),i=n[1].readByteArray(Math.max(0,Math.min(o,r)));return i===null?[]:[{label:"in",bytes:i,whole:o}]}stack(e){if(!this.context.options.stacks)return[];let n=[],r=Thread.backtrace(e.context,Backtracer.ACCURATE).slice(0,this.context.options.depth);for(let o of r.length>0?r:[e.returnAddress]){let i=this.modules.find(o);if(i===null&&(this.modules.update(),i=this.modules.find(o)),i===null)break;n.push(`${i.name}!0x${o.sub(i.base).toString(16)}`)}return n}};function Pp(t){try{return Rp.test(File.readAllText(`/proc/self/task/${t}/comm`))}catch{return!1}}var En=class{capacity;acknowledged;waiting=[];blobs=[];blobSize=0;next=1;dropped=0;told=0;sent=0;taken=0;timer=null;constructor(e,n){this.capacity=e,this.acknowledged=n}acknowledge(e){this.taken=Math.max(this.taken,e)}number(){return this.next++}room(){let e=this.acknowledged?this.sent-this.taken:0;return this.waiting.length+e<this.capacity?!0:(this.dropped++,this.next++,this.soon(),!1)}put(e,n=[]){n.length>0&&(e.raw=n.map(r=>this.carry(r))),this.waiting.push(e),this.waiting.length>=200||this.blobSize>=1048576?this.send():this.soon()}flush(){this.timer!==null&&clearTimeout(this.timer),this.timer=null,this.waiting.length>0?this.send():this.dropped>this.told&&send({type:"counts",...this.counts()}),this.told=this.dropped}counts(){return{made:this.next-1,dropped:this.dropped}}soon(){this.timer===null&&(this.timer=setTimeout(()=>this.flush(),100))}send(){let e=this.waiting,n=this.blobSize>0?Fp(this.blobs,this.blobSize):null;this.waiting=[],this.blobs=[],this.blobSize=0,this.told=this.dropped,this.sent+=e.length,send({type:"events",events:e,...this.counts()},n)}carry(e){let n=this.blobSize;return this.blobs.push(e.bytes),this.blobSize+=e.bytes.byteLength,[e.label,n,e.bytes.byteLength,e.whole]}};function Fp(t,e){let n=new Uint8Array(e),r=0;for(let o of t)n.set(new Uint8Array(o),r),r+=o.byteLength;return n.buffer}var Up=[2e3,1e4,3e4],fo=class{table;queue;java;native;spent=0;stopped=!1;constructor(e,n){this.table=e,this.queue=new En(n.capacity,n.acks===!0);let r=new _n(this.queue,n);this.java=new bn(r),this.native=new yn(r),n.acks===!0&&this.listen()}state(){return{...this.java.installed,native:this.native.hooked,nativeMissing:this.native.nativeMissing,ms:this.spent}}step(e,n){if(this.stopped)return;let r=Date.now();try{n()}catch(o){send({type:"trouble",what:`installing hooks (${e})`,why:String(o)})}this.spent+=Date.now()-r,e==="native"?this.tell(e):setTimeout(()=>this.settle(e),0)}tell(e){send({type:"installed",phase:e,...this.state()})}stop(){return this.stopped=!0,this.native.remove(),ee.available&&ee.performNow(()=>this.java.remove()),this.queue.flush(),this.queue.counts()}settle(e){js(),this.tell(e)}listen(){recv("ack",e=>{this.queue.acknowledge(e.taken),this.stopped||this.listen()})}},Xe=null;function js(){ee.vm.perform(()=>{let t=ee.vm.getEnv();t.deleteLocalRef(t.findClass("java/lang/Object"))})}function Dp(){return new Promise(t=>{setTimeout(()=>t(),0)})}async function uo(){await Dp(),ee.available&&js()}function Bp(t){Process.attachModuleObserver({onAdded(e){let n=e.name.includes("libjvm")?e.findExportByName("JNI_CreateJavaVM"):null;n!==null&&Interceptor.attach(n,{onLeave:t})}})}function zp(t){if(Je()){ee.perform(()=>t.step("app",()=>t.java.again()));for(let e of Up)setTimeout(()=>{t.java.installed.pending>0&&ee.performNow(()=>t.step("again",()=>t.java.again()))},e)}}rpc.exports={async install(t,e){let n=new fo(t,e);Xe=n,n.step("native",()=>n.native.install(t.native));let r=()=>{ee.performNow(()=>n.step("boot",()=>n.java.install(t.java))),zp(n)};ee.available?(r(),await uo()):Bp(r)},async again(){let t=Xe;return t===null||!ee.available?null:(ee.performNow(()=>t.step("again",()=>t.java.again())),await uo(),t.state())},state(){return Xe?.state()??null},flush(){return Xe?.queue.flush(),Xe?.queue.counts()??{made:0,dropped:0}},dispose(){Xe?.queue.flush()},async stop(){let t=Xe?.stop()??{made:0,dropped:0};return await uo(),t}};
